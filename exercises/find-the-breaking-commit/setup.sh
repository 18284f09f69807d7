#!/usr/bin/env bash
lab=$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)
source "$lab/../../catalogue/lab.sh"
begin "$@"

make_repository

# Prints a commit for git fast-import, which makes all of them at once.
minutes_commit() { # message, title, computation, note, timetable
  tick
  cat <<STREAM
commit refs/heads/main
author $GIT_AUTHOR_NAME <$GIT_AUTHOR_EMAIL> $GIT_AUTHOR_DATE
committer $GIT_COMMITTER_NAME <$GIT_COMMITTER_EMAIL> $GIT_COMMITTER_DATE
data <<END
$1
END
M 100644 inline minutes.sh
data <<END
#!/usr/bin/env bash
# $2
# usage: bash minutes.sh HH:MM
set -euo pipefail

IFS=: read -r hours minutes <<<"\$1"
$3
# $4
END
M 100644 inline timetable.txt
data <<END
$5
END
STREAM
}

right='echo $((10#$hours * 60 + 10#$minutes))'
tidy='hours=$((10#$hours)) minutes=$((10#$minutes))
echo $((hours * 60 + minutes))'
broken='echo $((hours * 60 + minutes))'
unfinished='echo $((10#$hours * 60 + 10#$minutes)'

# Which commit breaks the script, and which ones begin and end the rewrite. Commit 22, where a search
# begins, is always a half-written script, and the bug always comes later.
choose '29 Simplify' '33 Tidy up' '31 Save a few characters' '27 Read the time only once'
break_at=${chosen%% *} break_message=${chosen#* }
choose 20 21 19 18
unfinish_at=$chosen
choose 23 24
finish_at=$chosen

topics=('opening hours' 'night buses' 'ferries' 'school holidays' 'the ring line' 'fares')
messages=([0]='Print the minutes since midnight' [9]='Compute in two steps'
  [unfinish_at]='Start to rewrite the arithmetic' [finish_at]='Finish the rewrite'
  [break_at]="$break_message" [36]='Describe the script better')

title='Prints the minutes since midnight.' code=$right timetable='08:00 the first bus'
for ((n = 0; n <= 44; n++)); do
  case $n in
    9 | "$finish_at") code=$tidy ;;
    "$unfinish_at") code=$unfinished ;;
    "$break_at") code=$broken ;;
    36) title='Prints how many minutes have passed since midnight.' ;;
  esac
  topic=${topics[n % ${#topics[@]}]}
  printf -v line '%02d:%02d %s' $((n % 24)) $((n * 7 % 60)) "$topic"
  timetable+=$'\n'$line
  minutes_commit "${messages[n]:-Update $topic}" "$title" "$code" "Version 1.$n." "$timetable"
done | git fast-import --quiet
git reset -q --hard
git tag v1.0 main~44
