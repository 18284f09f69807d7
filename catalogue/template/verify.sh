#!/usr/bin/env bash
lab=$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)
source "$lab/../../catalogue/lab.sh"
enter "$@"

make_start
same "$start/numbers.txt" numbers.txt || wrong 'numbers.txt is not as setup.sh laid it out: set the lab up again'
[[ -f answer.txt ]] || wrong 'answer.txt is missing'

sum=0
while read -r number; do
  sum=$((sum + number))
done <"$start/numbers.txt"
[[ $(<answer.txt) == "$sum" ]] || wrong 'answer.txt is not the sum of the numbers'
answer "$sum"
