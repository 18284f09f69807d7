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

# LibreSSL, the openssl of a Mac, has no -ext and no -checkhost.
names=$(read_shop -text | grep -o 'DNS:[^, ]*' | cut -d : -f 2)
covers() { # host
  local name
  while read -r name; do
    # A star stands for exactly one label.
    [[ $1 != "$name" && ! ($name == '*.'* && $1 == *.* && ${name#*.} == "${1#*.}") ]] || return 0
  done <<<"$names"
  return 1
}
covered=''
while read -r host; do
  ! covers "$host" || covered+=$host$'\n'
done <"$start/hosts.txt"

boxes=$(read_shop -issuer -nameopt multiline -enddate -fingerprint -sha256)
box() {
  sed -n "s/^ *$1 *= *//p" <<<"$boxes"
}
read -r month day _ year _ <<<"$(box notAfter)"
months=JanFebMarAprMayJunJulAugSepOctNovDec
before=${months%%"$month"*}
printf -v expires '%d-%02d-%02d' "$year" $((${#before} / 3 + 1)) "$day"

work=''
check() { # name, right answer, advice
  local given plain
  given=$(value_of "$1" answers.txt)
  [[ -n $given ]] || wrong "answers.txt has no line $1=..."
  case $1 in
    covered) plain=$(tr -s ', \t' '\n' <<<"$given" | sort) ;;
    fingerprint) plain=$(tr -d ': ' <<<"$given" | tr a-f A-F) ;;
    *) plain=$given ;;
  esac
  [[ $plain == "$2" ]] || wrong "$1 is not ${given//$'\n'/ and }: $3"
  work+="$1=$plain"$'\n'
}
check issuer "$(box commonName)" 'give the common name (CN) of who issued the certificate of the shop'
check expires "$expires" 'give the last day in UTC, as YYYY-MM-DD'
check covered "$(sort <<<"${covered%$'\n'}")" \
  'only names in the Subject Alternative Name count, and a star stands for a single label'
check fingerprint "$(box '[Ss][Hh][Aa]256 Fingerprint' | tr -d :)" \
  'give the SHA-256 fingerprint of the certificate of the shop, in hexadecimal'
answer "$work"
