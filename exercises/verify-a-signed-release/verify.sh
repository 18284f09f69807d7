#!/usr/bin/env bash
lab=$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)
source "$lab/../../catalogue/lab.sh"
enter "$@"

# As announced in the instructions: the SHA-256 of the publisher's public keys, in DER.
fingerprints='6d8d33f1357f42662b7170e9a2c4a31235a7152737ca9102f09b4c37084873ed
de56e646a0b2436799b6917713b6ffcc9c019943fb9bb21b2ffdb968c56db9d6'

make_start
for key in "$start"/keys/*.pem; do
  ! grep -qxF -e "$(openssl pkey -pubin -in "$key" -outform DER | sha256)" <<<"$fingerprints" || publisher=$key
done

for original in "$start"/downloads/*[0-9]; do
  name=${original##*/}
  if openssl dgst -sha256 -verify "$publisher" -signature "$original.sig" "$original" >/dev/null 2>&1; then
    # Which ones are genuine is the answer, so a file in the wrong place is all it says.
    [[ -f downloads/$name ]] || wrong 'a genuine release is no longer in downloads'
    same "$original" "downloads/$name" || wrong "downloads/$name has changed since setup.sh laid it out"
  else
    [[ ! -e downloads/$name ]] || wrong 'downloads still holds a file that the publisher did not sign'
    same "$original" "rejected/$name" || wrong "$name is not in rejected as it came: keep the evidence"
  fi
done

# The hash is that of what the learner left in downloads.
work=''
shopt -s nullglob dotglob
for file in downloads/*; do
  [[ ${file##*/} != .DS_Store ]] || continue # of the Finder of a Mac
  [[ -f $start/${file%.sig} ]] || wrong "$file does not belong there"
  [[ $file == *.sig ]] || work+="${file##*/} $(sha256 <"$file")  -"$'\n'
done
answer "$work"
