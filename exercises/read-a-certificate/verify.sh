#!/usr/bin/env bash
lab=$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)
source "$lab/../../catalogue/lab.sh"
enter "$@"

[[ -f answers.txt ]] || wrong 'answers.txt is missing: one name=value line for each question'

make_start
# The shop's own certificate is the second of the two.
sed '1,/END CERTIFICATE/d' "$start/chain.pem" >"$scratch/shop.pem"
read_shop() {
  openssl x509 -in "$scratch/shop.pem" -noout "$@"
}

covered=()
while read -r host; do
  [[ $(read_shop -checkhost "$host") != *' does match '* ]] || covered+=("$host")
done <"$start/hosts.txt"
boxes=$(read_shop -issuer -nameopt multiline -enddate -fingerprint -sha256)
box() {
  sed -n "s/^ *$1 *= *//p" <<<"$boxes"
}

declare -A truth=(
  [issuer]=$(box commonName)
  [expires]=$(date -d "$(box notAfter)" +%Y-%m-%d)
  [covered]=$(printf '%s\n' "${covered[@]}" | sort)
  [fingerprint]=$(box '[Ss][Hh][Aa]256 Fingerprint' | tr -d :)
)
declare -A advice=(
  [issuer]='give the common name (CN) of who issued the certificate of the shop'
  [expires]='give the last day in UTC, as YYYY-MM-DD'
  [covered]='only names in the Subject Alternative Name count, and a star stands for a single label'
  [fingerprint]='give the SHA-256 fingerprint of the certificate of the shop, in hexadecimal'
)
work=''
for name in issuer expires covered fingerprint; do
  given=$(value_of "$name" answers.txt)
  [[ -n $given ]] || wrong "answers.txt has no line $name=..."
  case $name in
    covered) plain=$(tr -s ', \t' '\n' <<<"$given" | sort) ;;
    fingerprint) plain=$(tr -d ': ' <<<"${given^^}") ;;
    *) plain=$given ;;
  esac
  [[ $plain == "${truth[$name]}" ]] || wrong "$name is not ${given//$'\n'/ and }: ${advice[$name]}"
  work+="$name=$plain"$'\n'
done
answer "$work"
