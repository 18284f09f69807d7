#!/usr/bin/env bash
lab=$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)
source "$lab/../../catalogue/lab.sh"
begin "$@"

make_repository
# The lost work must outlast a `git gc`: its dates are long past.
git config gc.reflogExpire never
git config gc.reflogExpireUnreachable never

printf 'Bread\n=====\nFlour, water, salt, time.\n' >bread.txt
commit 'Add bread'
printf 'Soup\n====\nLentils, cumin, lemon.\n' >soup.txt
commit 'Add soup'

git checkout -q -b experiment
printf 'Cake\n====\nToo sweet. Start again.\n' >cake.txt
commit 'Add cake'
git checkout -q main
git branch -q -D experiment

printf 'Curry\n=====\nChickpeas, water.\n' >curry.txt
commit 'Add curry'
printf 'Curry\n=====\nChickpeas, tomato, ginger, garam masala.\n' >curry.txt
git add curry.txt
tick
git commit -q --amend --no-edit
printf 'Chai\n====\nTea, milk, cardamom, patience.\n' >chai.txt
commit 'Add chai'

tick
git reset -q --hard HEAD~2
printf 'bread.txt\nsoup.txt\n' >index.txt
commit 'Add an index'
