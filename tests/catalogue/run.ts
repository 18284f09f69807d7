import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import {
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

export const exercisesFolder = resolve(import.meta.dirname, '../../exercises');

type Outcome = { status: number; stdout: string; stderr: string };

/** A machine for exercises, with a new, empty home, temporary folder and working directory. */
type Machine = { work: string; surroundings: string; run: Run };
type Run = (script: string, ...args: string[]) => Promise<Outcome>;
type Kind = {
  umask: string;
  env: NodeJS.ProcessEnv;
  home: Record<string, string>;
  /** The only programs available. Default: all programs of this machine. */
  programs?: string[];
};

/** A learner's machine. Git is configured with a name and an email address. */
export const learner: Kind = {
  umask: '022',
  env: {},
  home: { '.gitconfig': '[user]\n\tname = Lin\n\temail = lin@example.org\n' },
};

/** All programs that an exercise may use: bash, git, openssl, grep, sed, and these of coreutils. */
const programs = (
  'bash git openssl grep sed ' +
  'basename cat cp cut date dirname ls ln mkdir mktemp mv readlink rm rmdir ' +
  'sha256sum sleep sort timeout tr uniq wc'
).split(' ');

/** A machine with all settings that may break a script that does not expect them. */
export const hostile: Kind = {
  programs,
  umask: '077',
  env: {
    TZ: 'Asia/Kolkata',
    LANG: 'de_DE.UTF-8',
    LC_ALL: 'de_DE.UTF-8',
    CDPATH: '/:/usr',
    GIT_DIR: '/nowhere',
    GIT_DEFAULT_HASH: 'sha256',
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: 'commit.gpgsign',
    GIT_CONFIG_VALUE_0: 'true',
  },
  home: {
    '.gitconfig': [
      '[commit]\n\tgpgsign = true',
      '[init]\n\tdefaultBranch = trunk',
      '[core]\n\tautocrlf = true',
      '[log]\n\tshowSignature = true',
      '[user]\n\tuseConfigOnly = true\n',
    ].join('\n'),
    '.config/git/ignore': '*\n',
    '.config/git/attributes': '* text eol=crlf\n',
  },
};

export async function onMachine(kind: Kind, use: (machine: Machine) => Promise<void>) {
  const root = await mkdtemp(join(tmpdir(), 'catalogue-'));
  const surroundings = join(root, 'around');
  const home = join(surroundings, 'home');
  const tmp = join(surroundings, 'tmp');
  const cwd = join(surroundings, 'cwd');
  const work = join(root, 'a learner’s folder');
  const bin = join(root, 'bin');
  const path = process.env['PATH'] ?? '';
  const env = { PATH: kind.programs ? bin : path, HOME: home, TMPDIR: tmp, ...kind.env };

  const run: Run = (script, ...args) =>
    new Promise((done, fail) => {
      const wrapper = ['-c', 'umask "$0" && exec bash "$@"', kind.umask, script, ...args];
      execFile('bash', wrapper, { cwd, env, timeout: 30_000 }, (error, stdout, stderr) => {
        const status = error === null ? 0 : error.code;
        // It did not start, or was killed.
        if (typeof status !== 'number') return fail(error);
        // Removes bash's warning about a locale that this machine lacks, printed before the script.
        done({ status, stdout, stderr: stderr.replace(/^bash: .*setlocale.*\n/gm, '') });
      });
    });

  try {
    for (const dir of [home, tmp, cwd, work, bin]) await mkdir(dir, { recursive: true });
    for (const program of kind.programs ?? []) {
      const found = path
        .split(':')
        .map((dir) => join(dir, program))
        .find(existsSync);
      if (!found) throw new Error(`${program} is needed to test the exercises`);
      await symlink(found, join(bin, program));
    }
    for (const [name, text] of Object.entries(kind.home)) {
      await mkdir(dirname(join(home, name)), { recursive: true });
      await writeFile(join(home, name), text);
    }
    await use({ work, surroundings, run });
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

/** Every path below a folder, with its mode and a fingerprint of its contents. */
export async function snapshot(dir: string): Promise<Record<string, string>> {
  const seen: Record<string, string> = {};
  for (const name of (await readdir(dir, { recursive: true })).sort()) {
    const path = join(dir, name);
    const stat = await lstat(path);
    const content = stat.isSymbolicLink()
      ? await readlink(path)
      : stat.isFile()
        ? createHash('sha256')
            .update(await readFile(path))
            .digest('hex')
        : '';
    seen[name] = `${stat.mode.toString(8)} ${content}`;
  }
  return seen;
}

export const script = (exercise: string, name: string) => join(exercisesFolder, exercise, name);

export const hashLine = /^[0-9a-f]{64}\n$/;
