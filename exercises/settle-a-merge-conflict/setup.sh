#!/usr/bin/env bash
lab=$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)
source "$lab/../../catalogue/lab.sh"
begin "$@"

make_repository
cat >products.csv <<'CSV'
sku,name,price
K1,Kettle,1900
T1,Toaster,2400
B1,Blender,3900
CSV
commit 'List the products'

git checkout -q -b stock
cat >products.csv <<'CSV'
sku,name,price,stock
K1,Kettle,1900,12
T1,Toaster,2400,3
B1,Blender,3900,7
CSV
commit 'Add a column for the stock

A product that nobody has counted yet has a stock of 0.'

git checkout -q main
cat >products.csv <<'CSV'
sku,name,price
K1,Kettle,2100
T1,Toaster,2400
B1,Blender,4200
CSV
commit 'Raise the prices of kettle and blender'
cat >products.csv <<'CSV'
sku,name,price
K1,Kettle,2100
B1,Blender,4200
G1,Grinder,5200
CSV
commit 'Sell a grinder, stop selling the toaster'
