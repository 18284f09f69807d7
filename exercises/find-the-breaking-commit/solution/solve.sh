#!/usr/bin/env bash
lab=$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)
source "$lab/../../catalogue/lab.sh"
enter "$@"

make_scratch
cat >"$scratch/check.sh" <<'SCRIPT'
bash -n minutes.sh || exit 125
[[ $(bash minutes.sh 08:30) == 510 ]]
SCRIPT

{
  git bisect start main v1.0
  git bisect run bash "$scratch/check.sh"
  git tag culprit refs/bisect/bad
  git bisect reset
} >/dev/null 2>&1
