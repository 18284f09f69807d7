#!/usr/bin/env bash
lab=$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)
source "$lab/../../catalogue/lab.sh"
enter "$@"

git checkout -q main
git merge -q stock >/dev/null || true # stops at the conflict
counted=$(git show stock:products.csv)
while IFS=, read -r sku rest; do
  row=$(grep "^$sku," <<<"$counted") || row=0 # nobody has counted it yet
  echo "$sku,$rest,${row##*,}"
done < <(git show main:products.csv) >products.csv
commit 'Merge the stock into the price list'
