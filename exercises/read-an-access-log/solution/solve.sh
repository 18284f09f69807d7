#!/usr/bin/env bash
lab=$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)
source "$lab/../../catalogue/lab.sh"
enter "$@"

most_frequent() {
  sort | uniq -c | sort -rn | sed -n '1s/^ *[0-9]* //p'
}

{
  echo "visitors=$(cut -d ' ' -f 1 access.log | sort -u | wc -l)"
  echo "errors=$(cut -d '"' -f 3 access.log | grep -c '^ 5')"
  echo "busiest_client=$(cut -d ' ' -f 1 access.log | most_frequent)"
  echo "busiest_minute=$(cut -d : -f 2,3 access.log | most_frequent)"
} >answers.txt
