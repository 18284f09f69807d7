#!/usr/bin/env bash
lab=$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)
source "$lab/../../catalogue/lab.sh"
enter "$@"

cat >tidy.sh <<'SCRIPT'
#!/usr/bin/env bash
# Copies the text files of one folder into another, under lower-case names.
# usage: bash tidy.sh FROM TO
from=$1
to=$2
count=0
shopt -s nullglob

mkdir -p -- "$to"
for file in "$from"/*.txt; do
  name=$(printf '%s' "${file##*/}" | tr A-Z a-z) # ${name,,} needs bash 4
  cp -- "$file" "$to/$name"
  count=$((count + 1))
done
echo "$count files"
SCRIPT

bash tidy.sh inbox archive
