#!/usr/bin/env bash
lab=$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)
source "$lab/../../catalogue/lab.sh"
enter "$@"

git checkout -q main
git merge -q stock >/dev/null || true # stops at the conflict
cat >products.csv <<'CSV'
sku,name,price,stock
K1,Kettle,2100,12
B1,Blender,4200,7
G1,Grinder,5200,0
CSV
commit 'Merge the stock into the price list'
