#!/usr/bin/env bash
lab=$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)
source "$lab/../../catalogue/lab.sh"
enter "$@"

need_repository "$1"

culprit=$(git rev-parse --verify -q 'refs/tags/culprit^{commit}') || wrong 'there is no tag named culprit on a commit'
make_start
# From here on, only the commits that setup.sh made are run.
git -C "$start" merge-base --is-ancestor "$culprit" main 2>/dev/null ||
  wrong 'culprit is not one of the commits that main had at the start'

minutes_at() {
  git -C "$start" show "$1:minutes.sh" >"$scratch/minutes.sh"
  bash "$scratch/minutes.sh" 08:30 2>/dev/null
}

! minutes_at "$culprit" >/dev/null || wrong 'minutes.sh still works at culprit: the bug came in later'
bash -n "$scratch/minutes.sh" 2>/dev/null ||
  wrong 'at culprit minutes.sh is unfinished, which says nothing about the bug: skip such commits'
[[ $(minutes_at "$culprit^") == 510 ]] || wrong 'minutes.sh fails at the parent of culprit already: the bug came in earlier'

work=$(git -C "$start" cat-file commit "$culprit")
answer "$work"
