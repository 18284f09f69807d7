# shellcheck shell=bash
# Shared by the scripts of every lab, which set `lab` to the lab's own folder and then source it.
#
# A lab runs on machines that we do not control, and must create the same bytes and print the same
# hash on all of them: whatever could differ (configuration, locale, time zone, umask) is pinned.
# macOS has bash 3.2 and the tools of BSD, and Alpine Linux has those of BusyBox.

set -euo pipefail
umask 022
export LC_ALL=C TZ=UTC
unset BASH_ENV CDPATH ENV GLOBIGNORE POSIXLY_CORRECT TMOUT

# git also reads other files in the home folder: ~/.config/git/ignore and attributes.
export HOME=/dev/null GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null GIT_ATTR_NOSYSTEM=1
unset XDG_CONFIG_HOME GIT_TEMPLATE_DIR GIT_EXTERNAL_DIFF GIT_DEFAULT_HASH GIT_DEFAULT_REF_FORMAT
export GIT_OPTIONAL_LOCKS=0 GIT_TERMINAL_PROMPT=0 GIT_EDITOR=: GIT_PAGER=cat

export OPENSSL_CONF=/dev/null

export GIT_AUTHOR_NAME='Asha Rao' GIT_AUTHOR_EMAIL='asha@example.org'
export GIT_COMMITTER_NAME=$GIT_AUTHOR_NAME GIT_COMMITTER_EMAIL=$GIT_AUTHOR_EMAIL

# Exits with 2: the machine or the folder is at fault, and not the learner's work.
unfit() {
  printf '%s\n' "$*" >&2
  exit 2
}

need() {
  printf 'this lab needs %s: install it, then run the command again\n' "$1" >&2
  needs_met=''
}
needs_met=yes
((BASH_VERSINFO[0] * 100 + BASH_VERSINFO[1] >= 302)) || need 'bash 3.2 or later'
# Calls git, because the git of a new Mac is only a stub that offers to install it.
{ [[ $(git --version 2>/dev/null) =~ ([0-9]+)\.([0-9]+) ]] &&
  ((BASH_REMATCH[1] * 100 + BASH_REMATCH[2] >= 229)); } || need 'git 2.29 or later'
openssl version >/dev/null 2>&1 || need openssl
[[ $needs_met ]] || exit 2

# shellcheck disable=SC2046 # a list of variable names, one word each
unset $(git rev-parse --local-env-vars)

# The folder of the bundle, in which `akasha-labs start` writes the variant and the challenge.
started=$lab/../..

# The variant of the lab, from 0. It decides what setup.sh lays out.
variant=${LAB_VARIANT:-0}
[[ ! -f $started/variant ]] || variant=$(<"$started/variant")
[[ $variant =~ ^[0-9]{1,2}$ ]] ||
  unfit 'the variant of this lab must be a number: start the lab again in a new folder'
# Without it, the hash would be that of the work, which is the same for everybody.
[[ ! -f $started/variant || -f $started/challenge ]] ||
  unfit 'the challenge of this lab is missing: start the lab again in a new folder'
export LAB_VARIANT=$variant

# Sets $chosen to one of the words. Each call decides something else: the words of several calls
# occur in every combination, and variant 0 always gets the first ones.
undecided=$((10#$variant))
choose() { # word...
  chosen=${@:$((undecided % $# + 1)):1}
  undecided=$((undecided / $#))
}

scratch=''
was_stopped() {
  [[ -n $scratch && -e $scratch/late ]]
}

# A script that was stopped has no result, so nothing else that went wrong is worth reporting.
wrong() {
  ! was_stopped || set -- "$(<"$scratch/late")"
  printf '%s\n' "$*" >&2
  exit 1
}

usage() {
  wrong "usage: bash $0 DIR"
}

# Moves into DIR, which setup.sh is about to fill.
begin() {
  [[ $# -eq 1 && -n $1 ]] || usage
  mkdir -p -- "$1" || unfit "$1: cannot be made into a folder"
  cd -- "$1"
  local entries
  entries=$(ls -A)
  [[ -z $entries ]] || wrong "$1 is not empty: choose a new folder, so that nothing of yours is overwritten"
  stay_inside
}

# Moves into DIR, which setup.sh has filled and the learner has worked in.
enter() {
  [[ $# -eq 1 && -n $1 ]] || usage
  [[ -d $1 ]] || unfit "$1 is not a folder: start the lab again"
  cd -- "$1"
  stay_inside
}

# If DIR has no repository, git must not find one in a parent folder, such as the learner's own.
stay_inside() {
  GIT_CEILING_DIRECTORIES=$(dirname -- "$(pwd -P)")
  export GIT_CEILING_DIRECTORIES
}

# Sets $scratch to a new folder, in the given folder or the temporary one. It is removed at exit.
make_scratch() {
  scratch=$(mktemp -d "${1:-${TMPDIR:-/tmp}}/lab.XXXXXX") ||
    unfit "no temporary folder can be made in ${1:-${TMPDIR:-/tmp}}"
  trap 'rm -rf -- "$scratch"' EXIT
}

# Sets $start to a fresh copy of the starting point, to compare the work with.
make_start() {
  make_scratch
  start=$scratch/start
  bash "$lab/setup.sh" "$start"
}

# Runs a script of the learner's, which may do anything. It has a time limit and no input.
run_script() {
  TMPDIR=$scratch limit_time "${1##*/}" bash "$@"
}

# Runs a command without input and returns its status. It stops a command that takes too long, which
# `wrong` then reports under the given name. No process of the command outlives it.
# (A Mac has no `timeout`. A subshell has traps of its own.)
limit_time() ( # name, command...
  name=$1 seconds=${LAB_SECONDS:-20} command='' watch='' status=0
  shift
  trap 'exit 143' HUP INT TERM
  trap 'kill -KILL -- "-$command" "-$watch" 2>/dev/null' EXIT
  # From here on, bash would print "Killed" for a command that was stopped.
  exec 3>&2 2>/dev/null

  # With -m, a command gets its own process group, and can be stopped with all processes it started.
  set -m
  "$@" </dev/null 2>&3 3>&- &
  command=$!
  (
    exec 3>&-
    sleep "$seconds"
    echo "$name did not finish within $seconds seconds and was stopped" >"$scratch/late"
    kill -TERM -- "-$command"
    sleep 1
    kill -KILL -- "-$command"
  ) </dev/null >/dev/null &
  watch=$!
  set +m

  wait "$command" || status=$?
  ! was_stopped || status=124
  exit "$status"
)

# For scripts that are expected to fail: one that was stopped has not failed.
need_in_time() {
  ! was_stopped || wrong
}

# The SHA-256 of the input. (A Mac has no `sha256sum`.)
sha256() {
  openssl dgst -sha256 -r | cut -c 1-64
}

# Whether two files hold the same bytes. (cmp is in none of the packages that a lab may rely on.)
same() {
  [[ -f $1 && -f $2 && $(sha256 <"$1") == "$(sha256 <"$2")" ]]
}

# Copies a file without its mode: a file of a read-only clone becomes one that can be changed.
copy_content() {
  cat -- "$1" >"$2"
}

# The entries of a folder, except for the file that a Mac adds when someone looks into the folder.
entries() {
  ls -A -- "$1" | sed '/^\.DS_Store$/d'
}

need_repository() {
  git rev-parse --git-dir >/dev/null 2>&1 || wrong "$1 holds no git repository: set the lab up again"
}

make_repository() {
  git init -q --template= --object-format=sha1 -b main .
  # From here on, the learner's own settings apply, except these two, which would change the lab.
  git config core.autocrlf false
  git config gc.auto 0
}

# Commits everything in the folder, a minute after the previous commit.
minutes=0
commit() {
  tick
  git add -A
  git commit -q -m "$1"
}

tick() {
  minutes=$((minutes + 1))
  GIT_AUTHOR_DATE="$((1767600000 + 60 * minutes)) +0530"
  export GIT_AUTHOR_DATE GIT_COMMITTER_DATE=$GIT_AUTHOR_DATE
}

# The values of `name=value` lines, regardless of their order and of blanks around the words.
value_of() {
  tr -d '\r' <"$2" | sed -n "s/[[:blank:]]*\$//; s/^[[:blank:]]*$1[[:blank:]]*=[[:blank:]]*//p"
}

# Prints the hash of the finished work, which has one canonical form. If the learner has started the
# lab, it is the personal hash that recordCompletion accepts, as in functions/lib/challenge.ts.
answer() {
  need_in_time
  local hash
  hash=$(printf 'akasha-labs/%s\n%s\n' "${lab##*/}" "$1" | sha256)
  if [[ -f $started/challenge ]]; then
    hash=$(printf '%s:%s' "$hash" "$(<"$started/challenge")" | sha256)
  fi
  printf '%s\n' "$hash"
}
