# shellcheck shell=bash
# Shared by the scripts of every lab, which set `lab` to the lab's own folder and then source it.
#
# A lab runs on machines that we do not control, and must create the same bytes and print the same
# hash on all of them: whatever could differ (configuration, locale, time zone, umask) is pinned.

set -euo pipefail
umask 022
export LC_ALL=C TZ=UTC
unset BASH_ENV CDPATH ENV GLOBIGNORE POSIXLY_CORRECT TMOUT

# git also reads other files in the home folder: ~/.config/git/ignore and attributes.
export HOME=/dev/null GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null GIT_ATTR_NOSYSTEM=1
unset XDG_CONFIG_HOME GIT_TEMPLATE_DIR GIT_EXTERNAL_DIFF GIT_DEFAULT_HASH GIT_DEFAULT_REF_FORMAT
# shellcheck disable=SC2046 # a list of variable names, one word each
unset $(git rev-parse --local-env-vars)
export GIT_OPTIONAL_LOCKS=0 GIT_TERMINAL_PROMPT=0 GIT_EDITOR=: GIT_PAGER=cat

export OPENSSL_CONF=/dev/null

export GIT_AUTHOR_NAME='Asha Rao' GIT_AUTHOR_EMAIL='asha@example.org'
export GIT_COMMITTER_NAME=$GIT_AUTHOR_NAME GIT_COMMITTER_EMAIL=$GIT_AUTHOR_EMAIL

wrong() {
  printf '%s\n' "$*" >&2
  exit 1
}

usage() {
  wrong "usage: bash $0 DIR"
}

# Moves into DIR, which setup.sh is about to fill.
begin() {
  [[ $# -eq 1 && -n $1 ]] || usage
  mkdir -p -- "$1" || wrong "$1: cannot be made into a folder"
  cd -- "$1"
  local entries
  entries=$(ls -A)
  [[ -z $entries ]] || wrong "$1 is not empty: choose a new folder, so that nothing of yours is overwritten"
  stay_inside
}

# Moves into DIR, which setup.sh has filled and the learner has worked in.
enter() {
  [[ $# -eq 1 && -n $1 ]] || usage
  [[ -d $1 ]] || wrong "$1 is not a folder"
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
  scratch=$(mktemp -d "${1:-${TMPDIR:-/tmp}}/lab.XXXXXX")
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
  TMPDIR=$scratch timeout 20 bash "$@" </dev/null
}

# Whether two files hold the same bytes. (cmp is in none of the packages that a lab may rely on.)
same() {
  [[ -f $1 && -f $2 && $(sha256sum <"$1") == "$(sha256sum <"$2")" ]]
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

# Turns the finished work, in its one canonical form, into the hash that recordCompletion accepts.
answer() {
  printf 'akasha-labs/%s\n%s\n' "${lab##*/}" "$1" | sha256sum | cut -d ' ' -f 1
}
