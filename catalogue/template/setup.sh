#!/usr/bin/env bash
lab=$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)
source "$lab/../../catalogue/lab.sh"
begin "$@"

# Every variant has other numbers, and so another answer.
printf '%s\n' 17 4 $((100 + variant)) >numbers.txt
