#!/usr/bin/env bash
lab=$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)
source "$lab/../../catalogue/lab.sh"
enter "$@"

sort numbers.txt | {
  total=0
  while read -r each; do total=$((total + each)); done
  echo "$total"
} >answer.txt
