#!/usr/bin/env bash
lab=$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)
source "$lab/../../catalogue/lab.sh"
begin "$@"

mkdir downloads keys
for file in "$lab"/files/*/*; do
  copy_content "$file" "${file#"$lab/files/"}"
done
