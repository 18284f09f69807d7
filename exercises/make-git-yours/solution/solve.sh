#!/usr/bin/env bash
lab=$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)
source "$lab/../../catalogue/lab.sh"
enter "$@"

cat >gitconfig <<'CONFIG'
[alias]
	st = status --short --branch
	last = log -1 --stat
	undo = reset --soft HEAD~1
[merge]
	conflictStyle = diff3
CONFIG

cat >why.md <<'NOTES'
- `st`: I look at the state a hundred times a day. One line per file is enough, and the branch name on top keeps me from committing to the wrong one.
- `last`: what did I just commit, and did a file slip in that should not have?
- `undo`: takes back the last commit but leaves its changes staged, so that nothing can be lost.
- `merge.conflictStyle`: shows the common ancestor inside a conflict. Without it I guess what each side meant.
NOTES
