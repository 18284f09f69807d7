#!/usr/bin/env bash
lab=$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)
source "$lab/../../catalogue/lab.sh"
enter "$@"

make_scratch
sed '1,/END CERTIFICATE/d' chain.pem >"$scratch/shop.pem"
read_shop() {
  openssl x509 -in "$scratch/shop.pem" -noout "$@"
}

{
  echo "issuer=$(read_shop -issuer | sed 's/.*CN *= *//; s/[,/].*//')"
  echo "expires=$(date -d "$(read_shop -enddate | cut -d = -f 2)" +%F)"
  covered=''
  while read -r host; do
    if read_shop -checkhost "$host" | grep -q 'does match'; then covered+="$host "; fi
  done <hosts.txt
  echo "covered=$covered"
  echo "fingerprint=$(read_shop -fingerprint -sha256 | cut -d = -f 2)"
} >answers.txt
