#!/usr/bin/env bash
lab=$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)
source "$lab/../../catalogue/lab.sh"
begin "$@"

# What each product costs in the end, and how many of it were counted.
choose '2100 12' '2050 16' '2200 9' '2300 21'
read -r kettle_price kettles <<<"$chosen"
choose '4200 7' '4100 14' '4400 5' '4500 18'
read -r blender_price blenders <<<"$chosen"
choose G1,Grinder,5200 J1,Juicer,4800
new=$chosen
new_name=$(cut -d , -f 2 <<<"$new" | tr A-Z a-z)

make_repository
cat >products.csv <<'CSV'
sku,name,price
K1,Kettle,1900
T1,Toaster,2400
B1,Blender,3900
CSV
commit 'List the products'

git checkout -q -b stock
cat >products.csv <<CSV
sku,name,price,stock
K1,Kettle,1900,$kettles
T1,Toaster,2400,3
B1,Blender,3900,$blenders
CSV
commit 'Add a column for the stock

A product that nobody has counted yet has a stock of 0.'

git checkout -q main
cat >products.csv <<CSV
sku,name,price
K1,Kettle,$kettle_price
T1,Toaster,2400
B1,Blender,$blender_price
CSV
commit 'Raise the prices of kettle and blender'
cat >products.csv <<CSV
sku,name,price
K1,Kettle,$kettle_price
B1,Blender,$blender_price
$new
CSV
commit "Sell a $new_name, stop selling the toaster"
