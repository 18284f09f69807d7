#!/usr/bin/env bash
lab=$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)
source "$lab/../../catalogue/lab.sh"
begin "$@"

# When the incident begins, in minutes since midnight, who caused it, and how many others there are.
choose 197 204 191 212
storm=$chosen
choose 198.51.100.23 192.0.2.61 198.51.100.148 192.0.2.207
scraper=$chosen
choose 53 47
customers=$chosen

seed=$((2026 + 10#$variant))
# Sets $drawn to a number below $1: the same sequence on every machine, unlike $RANDOM.
draw() {
  seed=$(((seed * 1103515245 + 12345) & 0x7fffffff))
  drawn=$(((seed >> 12) % $1))
}

pages=(/ /cart /search?q=500+pieces /items/500 /items/502 /items/1045 /items/77 /static/app.css)
agents=('Mozilla/5.0 (X11; Linux x86_64)' 'curl/7.88.1' 'Mozilla/5.0 (Macintosh) Safari/605.1')

request() { # client, minute of the night, second, request line, status
  draw 9000
  local bytes=$((drawn + 140)) time
  printf -v time '%02d:%02d:%02d' $(($2 / 60)) $(($2 % 60)) "$3"
  draw ${#agents[@]}
  printf '%s - - [14/Jan/2026:%s +0000] "%s" %d %d "-" "%s"\n' \
    "$1" "$time" "$4" "$5" "$bytes" "${agents[drawn]}"
}

for ((minute = 160; minute < 240; minute++)); do
  draw 6
  count=$((drawn + 5))
  # The incident: a scraper storms in, and the shop stumbles for three minutes.
  ((minute == storm)) && count=38
  ((minute == storm + 1)) && count=33
  for ((n = 0; n < count; n++)); do
    second=$((n * 60 / count))
    draw "$customers"
    client=203.0.113.$((drawn + 10))
    draw 5
    ((minute >= storm && minute <= storm + 2 && drawn < 3)) && client=$scraper
    draw ${#pages[@]}
    line="GET ${pages[drawn]} HTTP/1.1"
    draw 25
    status=200
    case $drawn in
      0) status=404 ;;
      1) status=301 ;;
      2) line='POST /cart HTTP/1.1' status=303 ;;
      3) line='\x16\x03\x01' status=400 ;;
    esac
    if ((minute >= storm && minute <= storm + 2)); then
      draw 4
      case $drawn in
        0) status=503 ;;
        1) status=502 ;;
        2) line='-' status=500 ;;
      esac
    fi
    request "$client" "$minute" "$second" "$line" "$status"
  done
done >access.log
