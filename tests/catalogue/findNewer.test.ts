import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findNewer } from '../../catalogue/check/findNewer';
import { exercisesFolder } from '../../catalogue/check/machine';

const whatOf = (script: string) => findNewer(script).map(({ what }) => what);

describe('every shell script of the labs', async () => {
  const names = await readdir(exercisesFolder, { recursive: true });
  const paths = names.filter((name) => name.endsWith('.sh'));

  it.each([...paths, '../catalogue/lab.sh'])(
    '%s uses nothing newer than bash 3.2',
    async (path) => {
      expect(findNewer(await readFile(join(exercisesFolder, path), 'utf8'))).toEqual([]);
    },
  );
});

describe('the check for bash 3.2', () => {
  it.each([
    ['declare -A ages', 'declare -A is new'],
    ['declare -gr name=1', 'declare -g is new'],
    ['f() { local -n other=$1; }', 'local -n is new'],
    ['f() { local -; set -x; }', 'local - is new'],
    ['typeset -l name', 'typeset -l is new'],
    ['readonly -A ages', 'readonly -A is new'],
    ['echo "${name,,}"', 'changes the case: use tr'],
    ['echo ${name^^[a-f]} ${list[*]^}', 'changes the case: use tr'],
    ['echo "${name@Q}" "${list[@]@P}"', /^has the operator @[QP]$/],
    ['echo ${list[-1]}', 'an index is negative'],
    ['list[-1]=x', 'an index is negative'],
    ["unset 'list[-1]'", 'an index is negative'],
    ['echo ${name:0:-1}', 'has a negative length'],
    ['mapfile -t lines <file', 'mapfile is new'],
    ['readarray lines <file', 'readarray is new'],
    ['make &>>log', '&>> is new'],
    ['make |& grep error', '|& is new'],
    ['coproc { cat; }', 'coproc is new'],
    ['case $1 in\na) echo a ;&\nb) echo b ;;\nesac', ';& is new'],
    ['case $1 in\na) echo a ;;&\n*) echo b ;;\nesac', ';;& is new'],
    ["printf '%(%F)T\\n' -1", 'printf %(...)T is new'],
    ["printf -v 'list[1]' x", 'printf -v takes a plain name'],
    ['printf -v "list[$i]" x', 'printf -v takes a plain name'],
    ["printf '\\u00e9'", 'printf has no \\u'],
    ["echo $'\\u00e9'", "$'...' has no \\u"],
    ['shopt -s globstar', 'shopt has no globstar'],
    ['shopt -s nullglob lastpipe', 'shopt has no lastpipe'],
    ['shopt -s inherit_errexit', 'shopt has no inherit_errexit'],
    ['wait -n', 'wait -n is new'],
    ['echo $BASHPID ${EPOCHSECONDS}', /^(BASHPID|EPOCHSECONDS) is new$/],
    ['[[ -v name ]]', 'test -v is new'],
    ['[ -v name ]', 'test -v is new'],
    ['test -v name', 'test -v is new'],
    ['read -N 3 word', 'read -N is new'],
    ['read -r -i word', 'read -i is new'],
    ['read -t 0.5 word', 'read -t takes whole seconds'],
    ['echo {01..10}', 'a range pads with zeros'],
    ['echo file{8..010}', 'a range pads with zeros'],
    ['echo {1..10..2} {a..e..2}', 'a range has a step'],
    ['exec {fd}<file', 'a redirection chooses its number'],
    ['unset -n name', 'unset -n is new'],
    ['cd -e /', 'cd -e is new'],
    ['list=()\necho "${list[@]}"', 'list may be empty: use ${list[@]+"${list[@]}"}'],
    ['list=(*.txt)\necho ${list[*]}', /^list may be empty/],
    ['x=$(case $1 in a) echo b ;; esac)', /^a pattern of case has no opening parenthesis/],
    ["diff a <(\n  # don't\n  echo b\n)", /^a comment in <\(...\) has a quotation mark/],
    ["x=$(cat <<E\nIt's late.\nE\n)", /^a here-document in \$\(...\) has a quotation mark/],
    // In a script that a script writes or runs.
    ["cat >other.sh <<'E'\necho ${name,,}\nE", 'changes the case: use tr'],
    ['cat >other.sh <<E\necho \\${name,,}\nE', 'changes the case: use tr'],
    ["bash -c 'wait -n'", 'wait -n is new'],
    ["trap 'echo ${name^^}' EXIT", 'changes the case: use tr'],
    ['if true; then', 'cannot be parsed'],
  ])('finds %j', (script, what) => {
    const found = whatOf(script);
    expect(found.length).toBeGreaterThan(0);
    for (const each of found) expect(each).toMatch(what);
  });

  it('names the line, in a here-document too', () => {
    const script = "cat >other.sh <<'E'\n#!/usr/bin/env bash\necho ${name,,}\nE\nwait -n\n";
    expect(findNewer(script)).toEqual([
      { line: 3, what: 'changes the case: use tr' },
      { line: 5, what: 'wait -n is new' },
    ]);
  });

  it.each([
    'declare -a list=(a b); local -r x=1; export -n y',
    'echo "${list[@]+"${list[@]}"}" "${#list[@]}" "${!list[@]}" "${@:2}"',
    'names=(a b)\necho "${names[@]}"',
    'echo ${!prefix@} ${name: -1} ${name:0:3} ${name:-1:2} ${name//,/^} ${name/@Q/}',
    'make &>log; make 2>&1 | cat; cat <<<"$x"; diff <(a) <(b)',
    'shopt -s nullglob dotglob extglob; read -r -d "" -t 5 x; wait "$pid"; cd -P /',
    "printf -v x '%02d (%s)T' 1 2; echo $'\\n' '${x,,}' # ${x,,}",
    'x+=1; list+=(a); [[ $x =~ a(.) && -n $x ]]; echo {1..3} {a,b,,} {01,02}',
    'x=$(case $1 in (a) echo b ;; esac); echo "$(<file)" $((10#$x))',
    "x=$(\n  # don't\n  cat <<E\nLater.\nE\n)",
  ])('accepts %j', (script) => {
    expect(whatOf(script)).toEqual([]);
  });
});
