#!/usr/bin/env bash
lab=$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)
source "$lab/../../catalogue/lab.sh"
begin "$@"

choose curry stew pilaf salad
dish=$chosen
choose 'chai: Tea, milk, cardamom, patience.' 'lassi: Yoghurt, water, mango, ice.' \
  'cocoa: Milk, chocolate, a pinch of salt.' 'lemonade: Lemons, sugar, water, mint.'
drink=${chosen%%:*} drink_needs=${chosen#*: }
choose 'Chickpeas, tomato, ginger, garam masala.' 'Chickpeas, spinach, garlic, smoked paprika.'
dish_needs=$chosen

write_recipe() { # name, what it needs
  local title
  title=$(tr a-z A-Z <<<"${1:0:1}")${1:1}
  printf '%s\n%s\n%s\n' "$title" "${title//?/=}" "$2" >"$1.txt"
}

make_repository
# The lost work must outlast a `git gc`: its dates are long past.
git config gc.reflogExpire never
git config gc.reflogExpireUnreachable never

write_recipe bread 'Flour, water, salt, time.'
commit 'Add bread'
write_recipe soup 'Lentils, cumin, lemon.'
commit 'Add soup'

git checkout -q -b experiment
write_recipe cake 'Too sweet. Start again.'
commit 'Add cake'
git checkout -q main
git branch -q -D experiment

write_recipe "$dish" 'Chickpeas, water.'
commit "Add $dish"
write_recipe "$dish" "$dish_needs"
git add "$dish.txt"
tick
git commit -q --amend --no-edit
write_recipe "$drink" "$drink_needs"
commit "Add $drink"

tick
git reset -q --hard HEAD~2
printf 'bread.txt\nsoup.txt\n' >index.txt
commit 'Add an index'
