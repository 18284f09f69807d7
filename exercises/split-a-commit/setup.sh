#!/usr/bin/env bash
lab=$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)
source "$lab/../../catalogue/lab.sh"
begin "$@"

# Each variant has its own words for what is multiplied and added up.
choose quantity hours days boxes
quantity=$chosen
choose price rate
price=$chosen
choose sum s x amount
sum=$chosen
reword() {
  sed "s/quantity/$quantity/g; s/price/$price/g; s/sum/$sum/g
    s/QUANTITY PRICE/$(tr a-z A-Z <<<"$quantity $price")/"
}

make_repository
reword >invoice.sh <<'SCRIPT'
#!/usr/bin/env bash
# adds up an invoice: lines of QUANTITY PRICE on standard input
sum=0
while read -r quantity price; do
  sum=$((sum+quantity*price))
done
echo $sum
SCRIPT
commit 'Add up an invoice'
echo '# Invoices' >README.md
commit 'Begin a README'

reword >invoice.sh <<'SCRIPT'
#!/usr/bin/env bash
# Adds up an invoice: lines of QUANTITY PRICE on standard input.
total=0
while read -r quantity price || [[ -n $quantity ]]; do
  total=$((total + quantity * price))
done
echo "$total"
SCRIPT
cat >check.sh <<'SCRIPT'
#!/usr/bin/env bash
# A last line that does not end with a newline counts, too.
[[ $(printf '2 100\n1 50' | bash invoice.sh) == 250 ]]
SCRIPT
printf '# Invoices\n\nRun `bash check.sh` before you commit.\n' >README.md
commit 'Fix stuff'
