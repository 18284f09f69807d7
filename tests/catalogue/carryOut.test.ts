import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { carryOut, carryOutAll } from '../../catalogue/carryOut';
import { runBash } from '../../catalogue/runBash';
import { settleAnswers } from '../../catalogue/settleAnswers';
import { givenFolder } from '../support/folder';
import { givenExercise } from '../support/givenExercise';

/** The answer of a variant from 0 to 9. */
const hashOf = (variant: number) => String(variant).repeat(64);
const printHash = 'printf \'%064d\\n\' 0 | tr 0 "$LAB_VARIANT"';
const never = 'while sleep 600; do :; done';

/** Contains `exercises`, and `tmp` for everything that is temporary. */
let root: string;
beforeEach(() => {
  root = givenFolder();
  mkdirSync(join(root, 'tmp'));
  vi.stubEnv('TMPDIR', join(root, 'tmp'));
  onTestFinished(() => void vi.unstubAllEnvs());
});
afterEach(() => {
  expect(readdirSync(join(root, 'tmp'))).toEqual([]);
});

/** @returns the folder of an exercise, in `exercises` */
function givenLab(scripts: Record<string, string>, id = 'stars'): string {
  const dir = join(root, 'exercises', id);
  const all = { 'solution/solve.sh': ':', 'verify.sh': printHash, ...scripts };
  for (const [path, text] of Object.entries(all)) {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), `${text}\n`);
  }
  return dir;
}

describe('carrying out a solution', () => {
  it('sets the exercise up, solves it and verifies it in one folder, and returns the hash', async () => {
    const dir = givenLab({
      'setup.sh': 'echo "$LAB_VARIANT" >"$1/number"',
      'solution/solve.sh': 'cp "$1/number" "$1/answer"',
      'verify.sh': `[ "$(cat "$1/answer")" = 7 ] && ${printHash}`,
    });
    expect(await carryOut(dir, 7)).toBe(hashOf(7));
  });

  it('needs no setup.sh', async () => {
    expect(await carryOut(givenLab({}), 3)).toBe(hashOf(3));
  });

  it.each(['setup.sh', 'solution/solve.sh', 'verify.sh'])(
    'reports the script, the variant and the cause, if %s fails',
    async (script) => {
      const complain = 'echo working; echo "the sky is down" >&2; echo "look up" >&2; exit 3';
      const message = `exercises/stars/${script}: variant 4: the sky is down; look up`;
      const failing = carryOut(givenLab({ [script]: complain }), 4);
      await expect(failing).rejects.toMatchObject({
        name: 'CatalogueError',
        problems: [message],
      });
    },
  );

  it.each([
    ['has no output', 'exit 3', 'ends with status 3'],
    ['is killed', 'kill -9 $$', 'ends with status 137'],
    ['has a mistake', 'true\nnosuch', 'line 2: nosuch: command not found'],
    ['prints no end of text', 'yes', 'printed too much and was stopped'],
  ])('reports a script that %s', async (_, text, cause) => {
    await expect(carryOut(givenLab({ 'setup.sh': text }), 0)).rejects.toMatchObject({
      problems: [`exercises/stars/setup.sh: variant 0: ${cause}`],
    });
  });

  it('reports a missing script', async () => {
    const dir = givenLab({});
    const bare = join(dirname(dir), 'moons');
    mkdirSync(bare);
    await expect(carryOut(bare, 0)).rejects.toThrow(
      'exercises/moons/solution/solve.sh: variant 0: bash: No such file or directory',
    );
  });

  it.each([
    ['nothing', ':', '""'],
    ['a sentence', 'echo correct', '"correct"'],
    ['a hash and more', `${printHash}; echo correct`, `"${hashOf(1)}\\ncorrect"`],
    ['a hash in capitals', "printf 'A%063d\\n' 0", `"A${'0'.repeat(63)}"`],
  ])('accepts only a hash from verify.sh, and not %s', async (_, verify, shown) => {
    await expect(carryOut(givenLab({ 'verify.sh': verify }), 1)).rejects.toMatchObject({
      problems: [`exercises/stars/verify.sh: variant 1: prints ${shown}, which is not only a hash`],
    });
  });

  it('gives a script no input', async () => {
    expect(await carryOut(givenLab({ 'setup.sh': 'cat; read -r line || true' }), 2)).toBe(
      hashOf(2),
    );
  });

  it('stops a script that does not end, with all of its processes', async () => {
    const dir = givenLab({ 'setup.sh': `echo $$ >"$0.pid"\n(${never}) &\n${never}` });
    await expect(carryOut(dir, 0, 300)).rejects.toMatchObject({
      problems: [
        'exercises/stars/setup.sh: variant 0: did not finish within 0.3 seconds and was stopped',
      ],
    });
    const group = Number(readFileSync(join(dir, 'setup.sh.pid'), 'utf8'));
    const processes = execFileSync('ps', ['-Ao', 'pgid=,stat='], { encoding: 'utf8' });
    // One that has ended is a zombie until it is collected.
    expect(processes).not.toMatch(new RegExp(`^ *${group} +[^Z ]`, 'm'));
  });
});

describe('running a script', () => {
  it('kills one that ignores being stopped', async () => {
    const script = `trap '' TERM; echo begun; ${never}`;
    expect(await runBash(['-c', script], { env: process.env, timeLimit: 300 })).toEqual({
      status: 124,
      stdout: 'begun\n',
      stderr: 'did not finish within 0.3 seconds and was stopped\n',
    });
  });

  it('lets one that is stopped tidy up', async () => {
    const script = `trap 'echo tidy; exit' TERM; ${never} & wait`;
    const { stdout } = await runBash(['-c', script], { env: process.env, timeLimit: 300 });
    expect(stdout).toBe('tidy\n');
  });
});

describe('carrying out all variants', () => {
  it('returns their hashes in order', async () => {
    expect(await carryOutAll(givenLab({}), 9)).toEqual(
      Array.from({ length: 9 }, (_, variant) => hashOf(variant)),
    );
  });

  it('reports the first variant that fails, and begins no more', async () => {
    const dir = givenLab({
      'setup.sh': 'echo "$LAB_VARIANT" >>"$0.log"; [ "$LAB_VARIANT" -lt 2 ] || exit 5',
    });
    await expect(carryOutAll(dir, 64)).rejects.toThrow(
      'exercises/stars/setup.sh: variant 2: ends with status 5',
    );
    const begun = readFileSync(join(dir, 'setup.sh.log'), 'utf8').trim().split('\n');
    expect(begun.length).toBeLessThan(40);
  });
});

describe('settling the answers before they are published', () => {
  const marked = 'touch "$0.ran"';
  const settle = async (scripts: Record<string, string>, hashes: string[], isCurrent: boolean) => {
    const dir = givenLab({ 'setup.sh': marked, ...scripts });
    const stars = givenExercise({ id: 'stars', answers: { hashes, isCurrent } });
    const problems = await settleAnswers(dirname(dir), [stars]).then(
      () => [],
      (error: { problems: unknown }) => error.problems,
    );
    return { problems, ran: existsSync(join(dir, 'setup.sh.ran')) };
  };

  it('runs nothing for files that have not changed', async () => {
    expect(await settle({}, [hashOf(8), hashOf(9)], true)).toEqual({ problems: [], ran: false });
  });

  it('accepts files that have changed without changing the answers', async () => {
    expect(await settle({}, [hashOf(0), hashOf(1)], false)).toEqual({ problems: [], ran: true });
  });

  it('refuses files that give another answer in any variant', async () => {
    expect(await settle({}, [hashOf(0), hashOf(1), hashOf(3)], false)).toEqual({
      problems: [
        'exercises/stars/hashes.txt: has other answers than the solution; run: pnpm catalogue hashes stars',
      ],
      ran: true,
    });
  });

  it('reports every exercise that is refused or fails', async () => {
    const folder = dirname(givenLab({}));
    givenLab({ 'verify.sh': 'echo dark >&2; exit 1' }, 'moons');
    const outdated = { answers: { hashes: [hashOf(5)], isCurrent: false } };
    const exercises = ['moons', 'stars'].map((id) => givenExercise({ id, ...outdated }));
    await expect(settleAnswers(folder, exercises)).rejects.toMatchObject({
      problems: [
        'exercises/moons/verify.sh: variant 0: dark',
        'exercises/stars/hashes.txt: has other answers than the solution; run: pnpm catalogue hashes stars',
      ],
    });
  });
});
