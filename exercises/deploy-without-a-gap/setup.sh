#!/usr/bin/env bash
lab=$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)
source "$lab/../../catalogue/lab.sh"
begin "$@"

for version in 1.3.0 1.4.0 1.5.0; do
  mkdir -p "releases/$version"
  echo "<h1>Works on my cloud, version $version</h1>" >"releases/$version/index.html"
done
ln -s releases/1.4.0 current

cat >deploy.sh <<'SCRIPT'
#!/usr/bin/env bash
# Makes a release the current one.
# usage: bash deploy.sh VERSION
rm -rf current
cp -R releases/$1 current
SCRIPT
