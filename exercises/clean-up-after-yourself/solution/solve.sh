#!/usr/bin/env bash
lab=$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)
source "$lab/../../catalogue/lab.sh"
enter "$@"

cat >nightly.sh <<'SCRIPT'
#!/usr/bin/env bash
# Packs a folder into an archive. A lock keeps two runs from getting in each other's way.
# usage: bash nightly.sh FOLDER ARCHIVE
set -euo pipefail
folder=$1
archive=$2

mkdir -- "$archive.lock"
# Only now: before, the lock was not ours to remove.
trap 'rm -f -- "$archive.new"; rmdir -- "$archive.lock"' EXIT

bash "$(dirname -- "$0")/pack.sh" "$folder" >"$archive.new"
mv -- "$archive.new" "$archive"
SCRIPT

rmdir backup/photos.pack.lock
bash nightly.sh photos backup/photos.pack
