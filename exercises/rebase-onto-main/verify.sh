#!/usr/bin/env bash
lab=$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)
source "$lab/../../catalogue/lab.sh"
source "$lab/variant.sh"
enter "$@"

need_repository "$1"

make_start
main=$(git -C "$start" rev-parse main)
[[ $(git rev-parse --verify -q refs/heads/main) == "$main" ]] || wrong 'main is not where it was: only filters shall move'
git rev-parse --verify -q refs/heads/filters >/dev/null || wrong 'there is no branch named filters'
[[ ! -e $(git rev-parse --git-path rebase-merge) && ! -e $(git rev-parse --git-path rebase-apply) ]] ||
  wrong 'a rebase is still under way: continue or abort it'
git merge-base --is-ancestor "$main" filters || wrong 'filters does not build on the newest commit of main'
[[ -z $(git rev-list --merges main..filters) ]] || wrong 'filters holds a merge: its commits should follow main in one line'

subjects=$(git log --reverse --format=%s main..filters)
# What moving the commits about the filter has to give, worked out in the copy.
git -C "$start" checkout -q --detach main
# shellcheck disable=SC2046 # commit ids, one word each
git -C "$start" cherry-pick $(git -C "$start" rev-list --reverse main..filters -- 'filter.*') >/dev/null 2>&1
[[ $subjects == "$(git -C "$start" log --reverse --format=%s main..HEAD)" ]] ||
  wrong "on top of main, filters should have your own $own commits, with their messages; it has: ${subjects//$'\n'/; }"
work=$(git log --reverse --format='%s %T' main..filters)
[[ $work == "$(git -C "$start" log --reverse --format='%s %T' main..HEAD)" ]] ||
  wrong "the $own commits change something else than they did before: compare with git range-diff"
answer "$work"
