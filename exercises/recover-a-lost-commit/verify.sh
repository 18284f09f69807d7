#!/usr/bin/env bash
lab=$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)
source "$lab/../../catalogue/lab.sh"
enter "$@"

need_repository "$1"

make_start
main=$(git -C "$start" rev-parse main)
[[ $(git rev-parse --verify -q refs/heads/main) == "$main" ]] ||
  wrong 'main is not where it was: it shall still end with "Add an index", unchanged'
git rev-parse --verify -q refs/heads/rescued >/dev/null || wrong 'there is no branch named rescued'

before_reset=$(git -C "$start" rev-parse 'main@{2}')
for file in $(git -C "$start" diff --name-only "$before_reset~2" "$before_reset"); do
  git cat-file -e "rescued:$file" 2>/dev/null || wrong "rescued has no $file"
done
amended=$(git -C "$start" diff --name-only 'main@{4}' 'main@{3}')
[[ $(git rev-parse "rescued:$amended") == $(git -C "$start" rev-parse "$before_reset:$amended") ]] ||
  wrong "the ${amended%.txt} on rescued is not in its final form: was its commit amended?"
[[ $(git log --format=%s rescued) == $(git -C "$start" log --format=%s "$before_reset") ]] ||
  wrong 'the commits on rescued are not the four that main had just before the reset'
work=$(git log --reverse --format='%T %s' rescued)
[[ $work == $(git -C "$start" log --reverse --format='%T %s' "$before_reset") ]] ||
  wrong 'the commits on rescued do not hold the same files as the four that main had just before the reset'
answer "$work"
