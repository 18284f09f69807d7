#!/usr/bin/env bash
lab=$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)
source "$lab/../../catalogue/lab.sh"
begin "$@"

# Each variant has a chain of its own. Its certificate is for some of the hosts below.
copy_content "$lab/chains/$((10#$variant)).pem" chain.pem
choose shop books tea toys
shop=$chosen.example
choose pay account orders tickets
pay=$chosen.example
cat >hosts.txt <<HOSTS
$shop
www.$shop
eu.www.$shop
old-$shop
$pay
www.$pay
HOSTS
