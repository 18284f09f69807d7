#!/usr/bin/env bash
lab=$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)
source "$lab/../../catalogue/lab.sh"
enter "$@"

[[ -f nightly.sh ]] || wrong 'nightly.sh is missing'
make_scratch "$PWD"
mkdir "$scratch/night" "$scratch/tmp" "$scratch/folder"
echo 'A page of the diary.' >"$scratch/folder/diary.txt"
cp nightly.sh "$scratch/nightly.sh"

# Stands in for pack.sh: notes what it finds half-way, then does as $ENDING says.
cat >"$scratch/pack.sh" <<'PACK'
here=$(dirname -- "$0")
sed 's/^/packed: /' "$1"/*
[[ -d $here/night/diary.pack.lock ]] && echo locked >>"$here/seen"
[[ $(<"$here/night/diary.pack") == 'Yesterday.' ]] && echo kept >>"$here/seen"
echo started >>"$here/seen"
case $ENDING in
  fail) exit 7 ;;
  wait) for ((i = 0; i < 100; i++)); do [[ -e $here/go ]] && break; sleep 0.05; done ;;
esac
PACK

# Runs nightly.sh after a fresh yesterday; sets $status. The script's own process is in the file pid.
prepare() {
  rm -rf -- "$scratch/night" "$scratch/seen" "$scratch/pid" "$scratch/go"
  mkdir "$scratch/night"
  echo Yesterday. >"$scratch/night/diary.pack"
}
start_night() {
  cd "$scratch"
  TMPDIR=$scratch/tmp ENDING=$1 limit_time nightly.sh \
    bash -c 'echo $$ >pid; exec bash nightly.sh folder night/diary.pack' >"$scratch/said" 2>&1
}
run_night() {
  status=0
  (start_night "$1") || status=$?
  need_in_time
}

seen() {
  grep -qx "$1" "$scratch/seen" 2>/dev/null
}
archive() {
  cat "$scratch/night/diary.pack" 2>/dev/null || echo none
}
expect_clean() {
  [[ ! -e $scratch/night/diary.pack.lock ]] || wrong "$1: the lock is still there"
  [[ $(ls -A "$scratch/night") == diary.pack ]] || wrong "$1: beside the archive there is still something"
  [[ -z $(ls -A "$scratch/tmp") ]] || wrong "$1: a temporary file is still there"
}
expect_yesterday() {
  [[ $(archive) == Yesterday. ]] || wrong "$1: the old archive is not what it was"
}

prepare
run_night succeed
((status == 0)) || wrong "a normal night: the status is $status: $(<"$scratch/said")"
seen started || wrong 'a normal night: the pack.sh beside nightly.sh was not run'
seen locked || wrong 'a normal night: while packing there was no folder ARCHIVE.lock'
seen kept || wrong 'a normal night: the old archive was touched before the new one was complete'
[[ $(archive) == 'packed: A page of the diary.' ]] || wrong 'a normal night: the archive does not hold what pack.sh printed'
expect_clean 'a normal night'
work="success $status $(archive)"$'\n'

prepare
run_night fail
((status == 7)) || wrong "pack.sh fails with status 7: the status is $status, which tells something else"
expect_yesterday 'pack.sh fails'
expect_clean 'pack.sh fails'
work+="failure $status $(archive)"$'\n'

prepare
(start_night wait) 2>/dev/null &
night=$!
for ((i = 0; i < 200; i++)); do
  seen started && break
  sleep 0.05
done
{
  kill -TERM "$(<"$scratch/pid")" || true
  : >"$scratch/go"
  status=0
  wait "$night" || status=$?
} 2>/dev/null
need_in_time
((status == 143)) || wrong "SIGTERM while packing: the status is $status rather than 143: did the script stop?"
expect_yesterday 'SIGTERM while packing'
expect_clean 'SIGTERM while packing'
work+="terminated $status $(archive)"$'\n'

prepare
mkdir "$scratch/night/diary.pack.lock"
run_night succeed
((status != 0)) || wrong "somebody else's lock: the script claimed success"
! seen started || wrong "somebody else's lock: the script packed all the same"
[[ -d $scratch/night/diary.pack.lock ]] || wrong "somebody else's lock: the script removed it, and a third run may start now"
expect_yesterday "somebody else's lock"
[[ $(ls -A "$scratch/night") == diary.pack$'\n'diary.pack.lock ]] || wrong "somebody else's lock: something new was left beside the archive"
[[ -z $(ls -A "$scratch/tmp") ]] || wrong "somebody else's lock: a temporary file is still there"
work+="locked $(archive)"$'\n'

start=$scratch/start
bash "$lab/setup.sh" "$start"
[[ $(<backup/photos.pack) == "$(bash "$start/pack.sh" "$start/photos")" && $(entries backup) == photos.pack ]] ||
  wrong 'nightly.sh is right: now put last night right, bash nightly.sh photos backup/photos.pack'
work+=$(<backup/photos.pack)
answer "$work"
