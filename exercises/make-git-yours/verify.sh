#!/usr/bin/env bash
lab=$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)
source "$lab/../../catalogue/lab.sh"
enter "$@"

for file in gitconfig why.md; do
  [[ -s $file ]] || wrong "$file is missing or empty"
done
# Reads that one file alone: no includes, nothing from the machine it runs on.
config() {
  git config --file gitconfig --no-includes "$@"
}
config --list >/dev/null 2>&1 || wrong "gitconfig cannot be read by git: try git config --file gitconfig --list"

aliases=$(config --name-only --get-regexp '^alias\.' | sort -u) || wrong 'gitconfig defines no alias'
count=$(($(wc -l <<<"$aliases")))
((count >= 3)) || wrong "gitconfig defines $count of at least 3 aliases"
settings=$(config --name-only --list | grep -v '^alias\.' | sort -u) || settings=''
[[ -n $settings ]] || wrong 'gitconfig changes no setting besides the aliases'

# As a whole word. (The versions of grep disagree on -w together with -F.)
notes=" $(tr A-Z a-z <why.md) "
while read -r name; do
  word=$(tr A-Z a-z <<<"${name#alias.}")
  [[ $notes == *[!a-z0-9_]"$word"[!a-z0-9_]* ]] || wrong "why.md does not mention ${name#alias.}"
done <<<"$aliases"$'\n'"$settings"
words=$(($(wc -w <why.md)))
((words >= 60)) || wrong "why.md has $words words: tell a colleague in at least 60 why each line is there"

work=$(config --list | sort && cat why.md)
answer "$work"
