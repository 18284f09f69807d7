#!/usr/bin/env bash
lab=$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)
source "$lab/../../catalogue/lab.sh"
enter "$@"

releases=$(dirname "$(readlink current)")
sed "s:releases/:$releases/:" >deploy.sh <<'SCRIPT'
#!/usr/bin/env bash
# Makes a release the current one.
# usage: bash deploy.sh VERSION
set -euo pipefail
cd -- "$(dirname -- "$0")"

version=${1-}
if [[ -z $version || ! -d releases/$version ]]; then
  echo "deploy.sh: there is no release '$version'" >&2
  exit 1
fi

ln -sfn "releases/$version" current.new
# Replaces the link itself. GNU and BusyBox call that -T, macOS and BSD call it -h.
mv -T current.new current 2>/dev/null || mv -h current.new current
SCRIPT

bash deploy.sh "$(ls "$releases" | sed -n '$p')"
