#!/usr/bin/env bash
lab=$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)
source "$lab/../../catalogue/lab.sh"
enter "$@"

make_scratch
sed '1,/END CERTIFICATE/d' chain.pem >"$scratch/shop.pem"
read_shop() {
  openssl x509 -in "$scratch/shop.pem" -noout "$@"
}

read -r month day _ year _ <<<"$(read_shop -enddate | cut -d = -f 2)"
months=JanFebMarAprMayJunJulAugSepOctNovDec
before=${months%%"$month"*}

# By the rules for names: a star stands for exactly one label.
names=$(read_shop -text | grep -o 'DNS:[^, ]*' | cut -d : -f 2)
covered=''
while read -r host; do
  if grep -qxF -e "$host" -e "*.${host#*.}" <<<"$names"; then covered+="$host "; fi
done <hosts.txt

{
  echo "issuer=$(read_shop -issuer | sed 's/.*CN *= *//; s/[,/].*//')"
  printf 'expires=%d-%02d-%02d\n' "$year" $((${#before} / 3 + 1)) "$day"
  echo "covered=$covered"
  echo "fingerprint=$(read_shop -fingerprint -sha256 | cut -d = -f 2)"
} >answers.txt
