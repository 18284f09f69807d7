#!/usr/bin/env bash
lab=$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)
source "$lab/../../catalogue/lab.sh"
enter "$@"

make_scratch
git checkout -q main
git reset -q HEAD~1 # the work stays in the folder
cp invoice.sh "$scratch/invoice.sh"

fix=$(grep '^while' invoice.sh)
git show HEAD:invoice.sh | sed "s/^while.*/$fix/" >invoice.sh
git add invoice.sh check.sh
tick
git commit -q -m 'Count a last line without a newline'

cp "$scratch/invoice.sh" invoice.sh
commit 'Tidy up the invoice script'
