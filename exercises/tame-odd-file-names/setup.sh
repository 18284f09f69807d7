#!/usr/bin/env bash
lab=$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)
source "$lab/../../catalogue/lab.sh"
begin "$@"

cat >tidy.sh <<'SCRIPT'
#!/usr/bin/env bash
# Copies the text files of one folder into another, under lower-case names.
# usage: bash tidy.sh FROM TO
from=$1
to=$2
count=0

mkdir -p $to
for name in $(ls $from | grep .txt); do
  cp $from/$name $to/$(echo $name | tr A-Z a-z)
  count=$((count + 1))
done
echo $count files
SCRIPT

choose all Mina 'my son' Grandpa
to=$chosen
choose Favourites Ideas Recipes Songs
starred=$chosen
choose 1 One
number=$chosen

mkdir inbox
echo 'Milk, rice, tea.' >inbox/Shopping.txt
echo "Dear $to, the key is under the mat." >"inbox/Letter to $to.txt"
echo 'Two  blanks are one too many.' >'inbox/Two  Blanks.txt'
echo 'Sorted with stars.' >"inbox/* $starred *.txt"
echo 'Not an option.' >inbox/-R.txt
echo 'Chapter one of two.' >"inbox/Notes [$number].txt"
echo 'Said "no".' >"inbox/It's \"Fine\".txt"
echo 'Not a text file.' >'inbox/Photo of a txt.jpeg'
