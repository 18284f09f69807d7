#!/usr/bin/env bash
lab=$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)
source "$lab/../../catalogue/lab.sh"
begin "$@"

copy_content "$lab/chain.pem" chain.pem
cat >hosts.txt <<'HOSTS'
shop.example
www.shop.example
eu.www.shop.example
old-shop.example
pay.example
www.pay.example
HOSTS
