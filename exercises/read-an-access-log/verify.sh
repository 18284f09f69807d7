#!/usr/bin/env bash
lab=$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)
source "$lab/../../catalogue/lab.sh"
enter "$@"

make_start
same "$start/access.log" access.log || wrong 'access.log is not as setup.sh laid it out: set the lab up again'
[[ -f answers.txt ]] || wrong 'answers.txt is missing: one name=value line for each question'

declare -A truth=([errors]=0) clients=() per_minute=()
pattern='^([0-9.]+) .*\[[^:]*:([0-9:]{5}):.*\] "[^"]*" ([0-9]{3}) '
while read -r line; do
  [[ $line =~ $pattern ]]
  client=${BASH_REMATCH[1]} minute=${BASH_REMATCH[2]}
  clients[$client]=$((${clients[$client]:-0} + 1))
  per_minute[$minute]=$((${per_minute[$minute]:-0} + 1))
  [[ ${BASH_REMATCH[3]} != 5* ]] || truth[errors]=$((truth[errors] + 1))
done <"$start/access.log"

truth[visitors]=${#clients[@]}
most=0
for client in "${!clients[@]}"; do
  ((clients[$client] <= most)) || most=${clients[$client]} truth[busiest_client]=$client
done
most=0
for minute in "${!per_minute[@]}"; do
  ((per_minute[$minute] <= most)) || most=${per_minute[$minute]} truth[busiest_minute]=$minute
done

declare -A advice=(
  [visitors]='count each client address once'
  [errors]='the status is the first number after the quoted request, and only there'
  [busiest_client]='name the address with the most lines'
  [busiest_minute]='name the minute with the most lines, as HH:MM'
)
work=''
for name in visitors errors busiest_client busiest_minute; do
  given=$(value_of "$name" answers.txt)
  [[ -n $given ]] || wrong "answers.txt has no line $name=..."
  [[ $given == "${truth[$name]}" ]] || wrong "$name is not ${given//$'\n'/ and }: ${advice[$name]}"
  work+="$name=$given"$'\n'
done
answer "$work"
