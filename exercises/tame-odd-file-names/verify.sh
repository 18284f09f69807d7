#!/usr/bin/env bash
lab=$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)
source "$lab/../../catalogue/lab.sh"
enter "$@"

[[ -f tidy.sh ]] || wrong 'tidy.sh is missing'
make_scratch "$PWD"
shopt -s nullglob dotglob

# Sets $copies to the files of a folder, except for the one that a Mac adds when someone looks into it.
list_copies() {
  local file
  copies=()
  for file in "$1"/*; do
    [[ ${file##*/} == .DS_Store ]] || copies+=("$file")
  done
}

# Says whether folder $2 holds just the text files of folder $1, under lower-case names.
check_copies() {
  local file name copy found expected=0
  list_copies "$2"
  for file in "$1"/[!.]*.txt; do
    name=$(printf '%s' "${file##*/}" | tr A-Z a-z)
    expected=$((expected + 1))
    # Compares names, because the disk of a Mac would also open `Name.txt` as `name.txt`.
    found=''
    for copy in ${copies[@]+"${copies[@]}"}; do
      [[ ${copy##*/} != "$name" ]] || found=$copy
    done
    [[ -f $found ]] || wrong "$3: no copy named '$name'"
    same "$file" "$found" || wrong "$3: the copy '$name' differs from its original"
  done
  ((${#copies[@]} == expected)) || wrong "$3: ${#copies[@]} copies where $expected were expected"
}

# Runs tidy.sh on folders of the scratch folder and checks what it did and said.
try() {
  local said copies
  said=$(cd "$scratch" && run_script ../tidy.sh "$1" "$2" 2>errors) ||
    wrong "$3: tidy.sh failed: $(sed 's/^/  /' "$scratch/errors")"
  check_copies "$scratch/$1" "$scratch/$2" "$3"
  [[ $said == "${#copies[@]} files" ]] ||
    wrong "$3: tidy.sh should say '${#copies[@]} files' and nothing else, but says '$said'"
}

mkdir "$scratch/my inbox" "$scratch/empty" "$scratch/[a-c]"
names=(Loud.TXT Plain.txt 'One Two.txt' '  Blanks around  .txt' 'Tab'$'\t''Stop.txt' '*.txt' '?.txt'
  '[A-Z].txt' -N.txt --help.txt $'Two\nlines.txt' '$HOME.txt' '\n.txt' '~.txt' "It's.txt" 'a"b.txt'
  .hidden.txt photo.jpeg notxt)
for name in "${names[@]}"; do
  printf 'This is %q.\n' "$name" >"$scratch/my inbox/$name"
done
printf 'A.\n' >"$scratch/[a-c]/A b.txt"
printf 'C.\n' >"$scratch/[a-c]/C.txt"

try 'my inbox' 'my archive' 'with other odd names'
try '[a-c]' 'kept [a-c]' 'with brackets in the name of the folder'
try empty none 'with an empty folder'

start=$scratch/start
bash "$lab/setup.sh" "$start"
for file in "$start"/inbox/*; do
  same "$file" "inbox/${file##*/}" || wrong 'inbox is not as setup.sh laid it out: set the lab up again'
done
[[ -d archive ]] || wrong 'tidy.sh is right: now run it, bash tidy.sh inbox archive'
check_copies "$start/inbox" archive 'inbox to archive'
work=''
list_copies archive
for file in ${copies[@]+"${copies[@]}"}; do
  printf -v line '%s: %s\n' "${file##*/}" "$(<"$file")"
  work+=$line
done
answer "$work"
