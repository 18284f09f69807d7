import { createHash } from 'node:crypto';
import { chmodSync, cpSync, lstatSync, readdirSync } from 'node:fs';
import {
  chmod,
  chown,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  rm,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runBash, type Outcome } from '../runBash';
import { alpine, macOs, only, required, type Userland } from './userlands';

const repository = fileURLToPath(new URL('../..', import.meta.url));
export const exercisesFolder = join(repository, 'exercises');

/**
 * A machine for exercises, with a new, empty home, temporary folder and working directory, all of
 * them in `surroundings`, as is `work`. `script` is the path of a script of an exercise.
 */
type Machine = {
  work: string;
  surroundings: string;
  script: (exercise: string, name: string) => string;
  run: Run;
};
type Run = (script: string, ...args: string[]) => Promise<Outcome>;
export type Kind = {
  umask: string;
  env: NodeJS.ProcessEnv;
  home: Record<string, string>;
  /** The only programs available. Default: all programs of this machine. */
  userland?: Userland;
  /** Whether the learner is not root, and may not write to the clone of the repository. */
  isRestricted?: boolean;
  /** For one script, in milliseconds. Default: 30 seconds. */
  timeLimit?: number;
};

/** Time limit for one script, in milliseconds. */
const SCRIPT_MS = 30_000;

/** A learner's machine. Git is configured with a name and an email address. */
export const learner: Kind = {
  umask: '022',
  env: {},
  home: { '.gitconfig': '[user]\n\tname = Lin\n\temail = lin@example.org\n' },
};

/** All programs that an exercise may use. `git bisect` uses uname. */
export const programs = [
  ...required,
  ...'grep sed basename cat cp cut dirname ls ln mkdir mktemp mv readlink rm rmdir'.split(' '),
  ...'sleep sort tr uname uniq wc'.split(' '),
];

/** A machine with all settings that may break a script that does not expect them. */
export const hostile: Kind = {
  userland: only(programs),
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

export const mac: Kind = { ...learner, userland: macOs };
export const alpineLinux: Kind = { ...learner, userland: alpine };
export const restricted: Kind = { ...learner, isRestricted: true };

/** The user `nobody`, for tests that run as root. */
const nobody = 65_534;
const isRoot = process.getuid?.() === 0;

/** Copies what the labs need of a clone, into files and folders that only root may change. */
function cloneReadOnly(clone: string) {
  cpSync(exercisesFolder, join(clone, 'exercises'), { recursive: true });
  cpSync(join(repository, 'catalogue/lab.sh'), join(clone, 'catalogue/lab.sh'));
  setModes(clone, { folder: 0o555, file: 0o444 });
}

function setModes(root: string, { folder, file }: { folder: number; file: number }) {
  for (const name of ['.', ...readdirSync(root, { encoding: 'utf8', recursive: true })]) {
    const path = join(root, name);
    chmodSync(path, lstatSync(path).isDirectory() ? folder : file);
  }
}

export async function onMachine(kind: Kind, use: (machine: Machine) => Promise<void>) {
  const root = await mkdtemp(join(tmpdir(), 'catalogue-'));
  const surroundings = join(root, 'around');
  const home = join(surroundings, 'home');
  const tmp = join(surroundings, 'tmp');
  const cwd = join(surroundings, 'cwd');
  const clone = join(root, 'clone');
  const work = join(surroundings, 'a learner’s folder');
  const bin = join(root, 'bin');
  const PATH = kind.userland ? bin : process.env['PATH'];
  const env = { PATH, HOME: home, TMPDIR: tmp, ...kind.env };
  const user = kind.isRestricted && isRoot ? { uid: nobody, gid: nobody } : {};

  const run: Run = async (script, ...args) => {
    const wrapper = ['-c', 'umask "$0" && exec bash "$@"', kind.umask, script, ...args];
    const outcome = await runBash(wrapper, {
      cwd,
      env,
      timeLimit: kind.timeLimit ?? SCRIPT_MS,
      ...user,
    });
    // Removes bash's warning about a locale that this machine lacks, printed before the script.
    return { ...outcome, stderr: outcome.stderr.replace(/^bash: .*setlocale.*\n/gm, '') };
  };

  try {
    for (const dir of [home, tmp, cwd, clone, work, bin]) await mkdir(dir, { recursive: true });
    await kind.userland?.(bin);
    for (const [name, text] of Object.entries(kind.home)) {
      await mkdir(dirname(join(home, name)), { recursive: true });
      await writeFile(join(home, name), text);
    }
    if (kind.isRestricted) {
      cloneReadOnly(clone);
      for (const dir of [root, surroundings]) await chmod(dir, 0o755);
      const own = isRoot ? [home, tmp, cwd, work] : [];
      for (const dir of own) await chown(dir, nobody, nobody);
    }
    const exercises = kind.isRestricted ? join(clone, 'exercises') : exercisesFolder;
    const script = (exercise: string, name: string) => join(exercises, exercise, name);
    await use({ work, surroundings, script, run });
  } finally {
    setModes(clone, { folder: 0o755, file: 0o644 });
    await rm(root, { recursive: true, force: true });
  }
}

/**
 * Every path below a folder, with its mode and a fingerprint of its contents.
 * @param except a folder that is left out
 */
export async function snapshot(dir: string, except?: string): Promise<Record<string, string>> {
  const seen: Record<string, string> = {};
  for (const name of (await readdir(dir, { recursive: true })).sort()) {
    const path = join(dir, name);
    if (except !== undefined && `${path}/`.startsWith(`${except}/`)) continue;
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

export const hashLine = /^[0-9a-f]{64}\n$/;
