import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CatalogueError } from '../read';

/** Fills a folder with the only programs that a machine has. */
export type Userland = (bin: string) => Promise<void>;

const pathOf = (program: string): string | undefined =>
  (process.env['PATH'] ?? '')
    .split(':')
    .map((dir) => join(dir, program))
    .find(existsSync);

/** Whether this machine has a program. */
export const has = (program: string): boolean => pathOf(program) !== undefined;

function find(program: string, advice = 'install it'): string {
  const found = pathOf(program);
  if (!found) {
    throw new CatalogueError([`${program} is needed to check the exercises: ${advice}`]);
  }
  return found;
}

/** Programs of this machine. */
export const only =
  (programs: readonly string[]): Userland =>
  async (bin) => {
    for (const program of programs) await symlink(find(program), join(bin, program));
  };

/** What a lab requires. Alpine Linux has none of them until a learner installs them. */
export const required = ['bash', 'git', 'openssl'];

/**
 * The programs of a stock macOS that a lab may use, with the options that they and GNU's share, as
 * for getopts. Others are missing because macOS lacks them (timeout, sha256sum, tac, realpath) or
 * has an incompatible one (stat). A lab that needs more: extend this list, if BusyBox has it too.
 */
const shared: Record<string, string> = {
  ...{ basename: 'as:', cat: 'benstuv', chmod: 'Rfrwx', cmp: 'ls', comm: '123' },
  ...{ cp: 'HLPRafinprv', cut: 'b:c:d:f:sn', date: 'Rnu', dirname: '', env: 'iu:', fold: 'bsw:' },
  ...{ grep: 'A:B:C:EFGHILRabce:f:hilm:noqrsvwx', head: '0123456789n:c:' },
  ...{ ls: '1AaCcdFfgiklmnopqRrSstux', mkdir: 'm:pv', mktemp: 'dqu', paste: 'd:s', readlink: 'n' },
  ...{ rm: 'dfiIRrv', rmdir: 'pv', sleep: '', sort: 'bcCdfik:mno:rst:u', tail: 'Fc:fn:' },
  ...{ tee: 'ai', touch: 'achmr:t:', tr: 'Ccdsu', uname: 'amnprsv', uniq: 'cdf:is:u' },
  ...{ xargs: '0E:I:L:n:P:s:tx' },
};

/**
 * A script that plays a program of macOS with GNU's. Like the programs of BSD, it reads options only
 * before the operands, and refuses long and unknown ones: `getopts` of the shell does the same.
 */
const play = (program: string, options: string, run: string, translations = '') =>
  `#!/bin/sh
real='${find(program)}' flags=
while getopts '${options}' option; do
  case $option in
    '?') exit 64 ;;
    ${translations}
    *) flags="$flags -$option" ;;
  esac
done
${run}
`;

/** GNU's programs, too, read options only before the operands if this variable is set. */
const asGiven = 'POSIXLY_CORRECT=1 exec "$real" "$@"';
const translated = 'shift $((OPTIND - 1))\nexec "$real" $flags -- "$@"';

const padded = () => `"$real" "$@" | '${find('awk')}' '{
  for (i = 1; i <= NF && $i ~ /^[0-9]+$/; i++) printf " %7d", $i
  for (; i <= NF; i++) printf " %s", $i
  print ""
}'`;

/** LibreSSL lacks these options, and prints names as OpenSSL did before version 1.1. */
const libreSsl = () => `#!/bin/sh
real='${find('openssl')}' style='-nameopt compat'
for word do
  case $word in
    -noenc | -ext | -checkhost | -checkemail | -checkip) echo "unknown option $word" >&2; exit 1 ;;
    -nameopt) style= ;;
  esac
done
[ "$1" = x509 ] || style=
exec "$real" "$@" $style
`;

const played = (): Record<string, string> => ({
  ...Object.fromEntries(
    Object.entries(shared).map(([program, options]) => [program, play(program, options, asGiven)]),
  ),
  // Replaces a link itself. GNU's -T does the same.
  mv: play('mv', 'fhinv', translated, `h) flags="$flags -T" ;;`),
  ln: play('ln', 'fhinsv', translated, `h) flags="$flags -n" ;;`),
  // Takes the next word for the suffix of a copy, and GNU's sed does not: no call suits both.
  sed: play('sed', 'Eae:f:i:lnru', 'exec "$real" --posix "$@"', `i) exit 64 ;;`),
  wc: play('wc', 'clmw', padded()),
  openssl: libreSsl(),
});

/**
 * macOS. Elsewhere, scripts play its programs. Its bash 3.2 is in no package registry: these tests
 * run the first bash on the PATH, and findNewer.test.ts finds what version 3.2 lacks.
 */
export const macOs: Userland = async (bin) => {
  const scripts = played();
  if (process.platform === 'darwin')
    return only(['bash', 'git', 'awk', ...Object.keys(scripts)])(bin);
  await only(['bash', 'git', 'awk'])(bin);
  for (const [program, text] of Object.entries(scripts)) {
    await writeFile(join(bin, program), text, { mode: 0o755 });
  }
};

/** Alpine Linux. BusyBox is everything that a learner does not install. */
export const alpine: Userland = async (bin) => {
  const busybox = find('busybox', 'install the package busybox of Debian or of your system');
  await only(required)(bin);
  const applets = execFileSync(busybox, ['--list'], { encoding: 'utf8' });
  for (const applet of applets.trim().split('\n')) await symlink(busybox, join(bin, applet));
};
