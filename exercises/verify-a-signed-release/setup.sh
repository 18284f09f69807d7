#!/usr/bin/env bash
lab=$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)
source "$lab/../../catalogue/lab.sh"
begin "$@"

# The release that the intruder signed. Each variant has the releases of one major version.
choose 1.3 2.1 3.4 4.0 5.2 6.3 7.1 8.4
signed=$chosen major=${chosen%.*}
# The release that the intruder changed: another one.
choose 4 1 2 3
changed=$major.$(((${signed#*.} + chosen) % 5))

mkdir downloads keys
# The publisher's key, and a newer one of the intruder's.
years='2024 2026'
((major == 1)) || years='2023 2025'
for year in $years; do
  copy_content "$lab/keys/tern-$year.pem" "keys/tern-$year.pem"
done

minor=0 history=''
for feature in \
  'copies a folder to another disk' \
  'skips what has not changed' \
  'asks before it overwrites' \
  'reads a list of what to leave out' \
  'keeps the last three copies'; do
  version=$major.$minor
  file=downloads/tern-$version
  history+="  since $version it $feature."$'\n'
  reader=nobody
  [[ $version != "$changed" ]] || reader=somebody
  printf 'tern %s: %s.\n%s  sends reports to: %s\n' "$version" "$feature" "$history" "$reader" >"$file"
  sed -n "s/^$version //p" "$lab/signatures" | openssl base64 -d -A >"$file.sig"
  [[ $version == "$signed" || $version == "$changed" ]] || genuine=$file
  minor=$((minor + 1))
done

# A release of the intruder's own bears the signature of a genuine one.
file=downloads/tern-$((major + 1)).0
printf 'tern %s: is faster than ever.\n  sends reports to: tern-reports.example\n' "${file#*-}" >"$file"
copy_content "$genuine.sig" "$file.sig"
