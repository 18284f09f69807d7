#!/usr/bin/env bash
lab=$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)
source "$lab/../../catalogue/lab.sh"
enter "$@"

need_repository "$1"

! git rev-parse --verify -q MERGE_HEAD >/dev/null || wrong 'the merge is not finished: it still waits for a commit'
make_start
for branch in main stock; do
  git merge-base --is-ancestor "$(git -C "$start" rev-parse "$branch")" refs/heads/main 2>/dev/null ||
    wrong "main does not contain the commits that the branch $branch had at the start: merge, do not copy"
done

# Rows may come in any order; the heading comes first.
list=$(git show main:products.csv 2>/dev/null | tr -d '\r \t') || wrong 'main has no products.csv'
! grep -q '^[<=>|]' <<<"$list" || wrong 'products.csv on main still holds conflict markers'
heading=${list%%$'\n'*}
[[ $heading == sku,name,price,stock ]] || wrong "the heading should name the three columns of main, then the stock; it is $heading"

counted=$(git -C "$start" show stock:products.csv)
expected=$heading
while IFS=, read -r sku name price; do
  [[ $sku != sku ]] || continue
  row=$(grep "^$sku," <<<"$list") || wrong "$name is missing: main sells it"
  [[ $row == *$'\n'* ]] && wrong "$name is listed twice"
  IFS=, read -r _ given_name given_price given_stock <<<"$row"
  [[ $given_name == "$name" ]] || wrong "$sku is a $name on both branches, not '$given_name'"
  [[ $given_price == "$price" ]] || wrong "$name: the price is not what main last decided"
  stock=$(grep "^$sku," <<<"$counted") || stock=0
  [[ $given_stock == "${stock##*,}" ]] || wrong "$name: the stock is not what the branch stock says; read its commit message too"
  expected+=$'\n'$row
done < <(git -C "$start" show main:products.csv)

work=$(sort <<<"$list")
[[ $work == "$(sort <<<"$expected")" ]] || wrong 'products.csv lists something that main does not sell'
answer "$work"
