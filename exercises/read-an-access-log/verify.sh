#!/usr/bin/env bash
lab=$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)
source "$lab/../../catalogue/lab.sh"
enter "$@"

make_start
same "$start/access.log" access.log || wrong 'access.log is not as setup.sh laid it out: set the lab up again'
[[ -f answers.txt ]] || wrong 'answers.txt is missing: one name=value line for each question'

# Counts in arrays with whole numbers as indexes: bash 3.2 has no others.
errors=0 clients=() per_minute=()
byte='([0-9]{1,3})' time='([0-9]{2}):([0-9]{2})'
pattern="^$byte\.$byte\.$byte\.$byte .*\[[^:]*:$time:.*\] \"[^\"]*\" ([0-9]{3}) "
while read -r line; do
  [[ $line =~ $pattern ]]
  part=("${BASH_REMATCH[@]}")
  client=$((part[1] << 24 | part[2] << 16 | part[3] << 8 | part[4]))
  minute=$((10#${part[5]} * 60 + 10#${part[6]}))
  clients[client]=$((${clients[client]:-0} + 1))
  per_minute[minute]=$((${per_minute[minute]:-0} + 1))
  [[ ${part[7]} != 5* ]] || errors=$((errors + 1))
done <"$start/access.log"

most=0
for client in "${!clients[@]}"; do
  ((clients[client] <= most)) || most=${clients[client]} busiest=$client
done
printf -v busiest_client '%d.%d.%d.%d' \
  $((busiest >> 24)) $((busiest >> 16 & 255)) $((busiest >> 8 & 255)) $((busiest & 255))
most=0
for minute in "${!per_minute[@]}"; do
  ((per_minute[minute] <= most)) || most=${per_minute[minute]} busiest=$minute
done
printf -v busiest_minute '%02d:%02d' $((busiest / 60)) $((busiest % 60))

work=''
check() { # name, right answer, advice
  local given
  given=$(value_of "$1" answers.txt)
  [[ -n $given ]] || wrong "answers.txt has no line $1=..."
  [[ $given == "$2" ]] || wrong "$1 is not ${given//$'\n'/ and }: $3"
  work+="$1=$given"$'\n'
}
check visitors ${#clients[@]} 'count each client address once'
check errors $errors 'the status is the first number after the quoted request, and only there'
check busiest_client "$busiest_client" 'name the address with the most lines'
check busiest_minute "$busiest_minute" 'name the minute with the most lines, as HH:MM'
answer "$work"
