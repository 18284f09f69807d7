#!/usr/bin/env bash
lab=$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)
source "$lab/../../catalogue/lab.sh"
begin "$@"

# Each variant has other numbers, and so another answer: 8 times 4 are 32.
choose 11 12 13 14 15 16 17 18
first=$chosen
choose 100 200 300 400
printf '%s\n' "$first" 4 "$chosen" >numbers.txt
