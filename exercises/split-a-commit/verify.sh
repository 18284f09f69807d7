#!/usr/bin/env bash
lab=$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)
source "$lab/../../catalogue/lab.sh"
enter "$@"

need_repository "$1"

make_start
original() {
  git -C "$start" "$@"
}

[[ $(git rev-parse --verify -q 'main^{tree}') == $(original rev-parse 'main^{tree}') ]] ||
  wrong 'the files at the end of main are not what they were: the split shall change the history, not the result'
git merge-base --is-ancestor "$(original rev-parse main^)" main 2>/dev/null ||
  wrong '"Begin a README" is no longer part of main: only the last commit is to be split'
count=$(git rev-list --count "$(original rev-parse main^)..main")
((count == 2)) || wrong "after \"Begin a README\" there should be 2 commits on main, not $count"
[[ $(git rev-parse main~2) == $(original rev-parse main^) ]] || wrong 'the two commits should follow each other, with no merge'

subjects=$(git log --format=%s main~2..main)
[[ $subjects == $'Tidy up the invoice script\nCount a last line without a newline' ]] ||
  wrong "the messages are not as asked; newest first they are: ${subjects//$'\n'/; }"

files=$(git diff-tree -r --no-renames --name-only main~2 main~1 | sort)
[[ $files == $'check.sh\ninvoice.sh' ]] || wrong "the first commit should change check.sh and invoice.sh; it changes ${files//$'\n'/, }"
[[ $(git rev-parse main~1:check.sh) == $(original rev-parse main:check.sh) ]] || wrong 'the first commit should add check.sh in its final form'

fix=$(original show main:invoice.sh | grep '^while')
[[ $(git show main~1:invoice.sh) == "$(original show main^:invoice.sh | sed "s/^while.*/$fix/")" ]] ||
  wrong 'in the first commit, invoice.sh should differ from its former self by the fixed line alone: see git show main~1'

# Not the trees: whether check.sh may be executed between the two commits is nobody's business.
work=$(git show main~1:invoice.sh)
answer "$subjects"$'\n'"$work"
