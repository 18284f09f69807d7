#!/usr/bin/env bash
lab=$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)
source "$lab/../../catalogue/lab.sh"
begin "$@"

mkdir photos backup backup/photos.pack.lock
echo 'A tree in the rain.' >photos/01-tree.txt
echo 'The same tree, later.' >photos/02-tree.txt
echo 'A cat, annoyed.' >photos/03-cat.txt
echo '== 01-tree.txt' >backup/photos.pack # what the last night left: torn

cat >pack.sh <<'SCRIPT'
#!/usr/bin/env bash
# Prints a folder as one stream. It takes its time, as the real thing does.
# usage: bash pack.sh FOLDER
set -euo pipefail
for file in "$1"/*; do
  echo "== ${file##*/}"
  cat "$file"
  sleep 0.1
done
SCRIPT

cat >nightly.sh <<'SCRIPT'
#!/usr/bin/env bash
# Packs a folder into an archive. A lock keeps two runs from getting in each other's way.
# usage: bash nightly.sh FOLDER ARCHIVE
folder=$1
archive=$2

mkdir "$archive.lock" || exit 1
bash "$(dirname "$0")/pack.sh" "$folder" >"$archive"
rmdir "$archive.lock"
SCRIPT
