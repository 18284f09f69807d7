#!/usr/bin/env bash
lab=$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)
source "$lab/../../catalogue/lab.sh"
source "$lab/variant.sh"
begin "$@"

for version in "$oldest" "$present" "$newest"; do
  mkdir -p "$releases/$version"
  echo "<h1>Works on my cloud, version $version</h1>" >"$releases/$version/index.html"
done
ln -s "$releases/$present" current

cat >deploy.sh <<SCRIPT
#!/usr/bin/env bash
# Makes a release the current one.
# usage: bash deploy.sh VERSION
rm -rf current
cp -R $releases/\$1 current
SCRIPT
