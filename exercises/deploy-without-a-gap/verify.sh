#!/usr/bin/env bash
lab=$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)
source "$lab/../../catalogue/lab.sh"
source "$lab/variant.sh"
enter "$@"

[[ -f deploy.sh ]] || wrong 'deploy.sh is missing'
make_scratch "$PWD"

# A second site, so that trying the script changes nothing in the first.
site="$scratch/the site"
mkdir -p "$site" "$scratch/elsewhere"
bash "$lab/setup.sh" "$site"
cp deploy.sh "$site/deploy.sh"
beside=$(ls -A "$site")
contents=$(ls -R "$site/$releases")

# Bash runs this before every command of the script, as a visitor who never stops asking.
cat >"$scratch/visitor.sh" <<'PROBE'
visit() {
  [[ -f $SITE/current/index.html ]] || echo gap >>"$SITE.gaps"
}
set -o functrace
trap visit DEBUG
PROBE

deploy() {
  local status=0
  (cd "$scratch/elsewhere" &&
    SITE=$site BASH_ENV=$scratch/visitor.sh run_script "$site/deploy.sh" "$@" >/dev/null 2>"$scratch/errors") ||
    status=$?
  need_in_time
  return "$status"
}

# Says whether the site, after what $1 describes, is version $2 and otherwise as it was.
expect() {
  [[ ! -e $site.gaps ]] || wrong "$1: for a moment there was no current/index.html"
  [[ $(ls -R "$site/$releases") == "$contents" ]] || wrong "$1: something was left in a folder of $releases"
  [[ -L $site/current ]] || wrong "$1: current is not a symbolic link"
  local target
  target=$(readlink "$site/current")
  [[ $target != /* ]] || wrong "$1: current holds an absolute path, so the site cannot be moved"
  [[ $site/current -ef $site/$releases/$2 ]] || wrong "$1: current points to $target rather than to $2"
  [[ $(ls -A "$site") == "$beside" ]] || wrong "$1: something was left beside current"
  work+="$1: $(<"$site/current/index.html")"$'\n'
}

work=''
deploy "$newest" || wrong "deploying $newest from another folder failed: $(<"$scratch/errors")"
expect "deploying $newest" "$newest"
deploy "$oldest" || wrong "going back to $oldest failed: $(<"$scratch/errors")"
expect "going back to $oldest" "$oldest"
deploy "$oldest" || wrong "deploying what is current already failed: $(<"$scratch/errors")"
expect 'deploying what is current already' "$oldest"
! deploy 9.9.9 || wrong 'deploying 9.9.9, which does not exist, claimed success'
[[ -s $scratch/errors ]] || wrong 'deploying 9.9.9, which does not exist, failed without saying why'
expect 'deploying 9.9.9, which does not exist' "$oldest"
! deploy || wrong 'deploying without a version claimed success'
expect 'deploying without a version' "$oldest"
! deploy '' || wrong 'deploying an empty version claimed success'
expect 'deploying an empty version' "$oldest"

[[ -L current && current -ef $releases/$newest ]] || wrong "deploy.sh is right: now deploy $newest with it"
work+="now: $(<current/index.html)"
answer "$work"
