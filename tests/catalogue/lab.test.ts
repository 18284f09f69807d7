import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { type Kind, learner, onMachine, programs } from '../../catalogue/check/machine';
import { only } from '../../catalogue/check/userlands';
import { personalHash } from '../../functions/lib/challenge';

const library = join(import.meta.dirname, '../../catalogue/lab.sh');

/** A script that sources lab.sh, and writes a learner's script to the file `$script`. */
const withScript = (learners: string, commands: string) => `
lab=/exercises/some-lab
source '${library}'
make_scratch
script=$scratch/learners.sh
cat >"$script" <<'SCRIPT'
${learners}
SCRIPT
${commands}`;

/** Runs the commands with a learner's script, and compares the outcome. */
const expectOutcome = (
  learners: string,
  commands: string,
  outcome: { status: number; stdout: string; stderr: string },
  kind: Kind = learner,
) =>
  onMachine(kind, async ({ run }) => {
    expect(await run('-c', withScript(learners, commands))).toEqual(outcome);
  });

const impatient: Kind = { ...learner, env: { LAB_SECONDS: '1' } };
const stopped = {
  status: 1,
  stdout: '',
  stderr: 'learners.sh did not finish within 1 seconds and was stopped\n',
};

describe.concurrent('a lab', () => {
  const lacks = (name: string) =>
    `this lab needs ${name}: install it, then run the command again\n`;
  const without = (missing: string[]): Kind => ({
    ...learner,
    userland: only(programs.filter((program) => !missing.includes(program))),
  });
  const withGit = (git: string): Kind => ({
    ...learner,
    userland: async (bin) => {
      await only(programs.filter((program) => program !== 'git'))(bin);
      await writeFile(join(bin, 'git'), `#!/bin/sh\n${git}\n`, { mode: 0o755 });
    },
  });

  it.each<[string, Kind, string]>([
    ['git is missing', without(['git']), lacks('git 2.29 or later')],
    ['openssl is missing', without(['openssl']), lacks('openssl')],
    [
      'both are missing',
      without(['git', 'openssl']),
      lacks('git 2.29 or later') + lacks('openssl'),
    ],
    ['git is too old', withGit('echo git version 2.25.1'), lacks('git 2.29 or later')],
    // As on a Mac without the command line tools.
    ['git only offers to be installed', withGit('echo no >&2; exit 1'), lacks('git 2.29 or later')],
  ])('stops before it does anything, and says what to install, if %s', async (_, kind, stderr) => {
    await onMachine(kind, async ({ work, script, run }) => {
      for (const name of ['setup.sh', 'verify.sh', 'solution/solve.sh']) {
        const path = script('recover-a-lost-commit', name);
        expect(await run(path, join(work, 'new'))).toEqual({ status: 2, stdout: '', stderr });
      }
    });
  });

  it('accepts a git that names its distributor', async () => {
    const kind = withGit('[ "$1" = rev-parse ] || echo "git version 3.1.0 (Apple Git-154)"');
    await onMachine(kind, async ({ run }) => {
      expect(await run('-c', `lab=/exercises/some-lab; source '${library}'`)).toEqual({
        status: 0,
        stdout: '',
        stderr: '',
      });
    });
  });

  it('says that bash is too old', async () => {
    await onMachine(learner, async ({ surroundings, run }) => {
      // No bash here is too old, so lab.sh requires one that does not exist yet.
      const strict = (await readFile(library, 'utf8')).replace('>= 302', '>= 90000');
      const path = join(surroundings, 'lab.sh');
      await writeFile(path, strict);
      expect(await run(path)).toEqual({
        status: 2,
        stdout: '',
        stderr: lacks('bash 3.2 or later'),
      });
    });
  });
});

describe.concurrent('the variant of a lab', () => {
  /** Sources lab.sh from an unpacked bundle with these files, and runs the commands. */
  const inBundle = async (
    files: Record<string, string>,
    commands: string,
    env: NodeJS.ProcessEnv = {},
  ) => {
    let outcome: unknown;
    await onMachine({ ...learner, env }, async ({ work, run }) => {
      // `akasha-labs start` writes both.
      const all = 'variant' in files ? { challenge: 'c'.repeat(32), ...files } : files;
      for (const [name, content] of Object.entries(all)) {
        await writeFile(join(work, name), content);
      }
      const lab = join(work, 'exercises/some-lab');
      await mkdir(lab, { recursive: true });
      outcome = await run('-c', `lab='${lab}'\nsource '${library}'\n${commands}`);
    });
    return outcome;
  };
  const prints = (stdout: string) => ({ status: 0, stdout, stderr: '' });
  const show = 'echo "$variant $LAB_VARIANT"';

  it('is the first one by default', async () => {
    expect(await inBundle({}, show)).toEqual(prints('0 0\n'));
  });

  it('is that of LAB_VARIANT', async () => {
    expect(await inBundle({}, show, { LAB_VARIANT: '7' })).toEqual(prints('7 7\n'));
  });

  it('is that of the file that `akasha-labs start` writes, whatever LAB_VARIANT is', async () => {
    for (const file of ['31', '31\n']) {
      expect(await inBundle({ variant: file }, show, { LAB_VARIANT: '7' })).toEqual(
        prints('31 31\n'),
      );
    }
  });

  it.each(['', 'x', '-1', '1.5', '100', '1 2', '$(echo 1)', '1\n2', 'a[$(touch x)]'])(
    'is refused if it is %j',
    async (variant) => {
      const refusal = {
        status: 2,
        stdout: '',
        stderr: 'the variant of this lab must be a number: start the lab again in a new folder\n',
      };
      expect(await inBundle({ variant }, show)).toEqual(refusal);
      if (variant !== '')
        expect(await inBundle({}, show, { LAB_VARIANT: variant })).toEqual(refusal);
    },
  );

  const chooseAll =
    'choose a b c; one=$chosen; choose x y; two=$chosen; choose 1 2 3 4; echo $one$two$chosen';

  it('chooses the first words, if it is the first one', async () => {
    expect(await inBundle({}, chooseAll)).toEqual(prints('ax1\n'));
  });

  it('chooses the words of several calls in every combination, once', async () => {
    const all = `for undecided in {0..23}; do ${chooseAll}; done | sort -u | wc -l`;
    expect(await inBundle({}, `echo $(${all})`)).toEqual(prints('24\n'));
  });

  it('chooses the same as before beyond the last combination', async () => {
    for (const variant of ['1', '25']) {
      expect(await inBundle({ variant }, chooseAll)).toEqual(prints('bx1\n'));
    }
  });

  it.each(['08', '8'])('is a decimal number: %s', async (variant) => {
    expect(await inBundle({ variant }, 'choose 0 1 2 3 4 5 6 7 8 9; echo $chosen')).toEqual(
      prints('8\n'),
    );
  });

  it('chooses words with blanks and patterns as they are', async () => {
    expect(await inBundle({ variant: '1' }, `choose a '*  b'; echo "$chosen"`)).toEqual(
      prints('*  b\n'),
    );
  });

  it('needs the challenge that belongs to it, so that no one gets the hash of the work', async () => {
    let outcome: unknown;
    await onMachine(learner, async ({ work, run }) => {
      await writeFile(join(work, 'variant'), '3\n');
      outcome = await run(
        '-c',
        `lab='${work}/exercises/lab'; mkdir -p "$lab"; source '${library}'`,
      );
    });
    expect(outcome).toEqual({
      status: 2,
      stdout: '',
      stderr: 'the challenge of this lab is missing: start the lab again in a new folder\n',
    });
  });

  describe('the hash', () => {
    const plain = createHash('sha256').update('akasha-labs/some-lab\nwork\n').digest('hex');

    it('depends on the lab and the work', async () => {
      expect(await inBundle({}, 'answer work')).toEqual(prints(`${plain}\n`));
      expect(await inBundle({}, 'answer other')).not.toEqual(prints(`${plain}\n`));
    });

    it('is personal if the lab was started, as recordCompletion expects it', async () => {
      const challenge = '0123456789abcdef0123456789abcdef';
      for (const file of [challenge, `${challenge}\n`]) {
        expect(await inBundle({ challenge: file, variant: '3' }, 'answer work')).toEqual(
          prints(`${personalHash(plain, challenge)}\n`),
        );
      }
    });
  });
});

describe.concurrent('a script of a learner', () => {
  it.each([
    ['exit 0', 0],
    ['exit 7', 7],
    ['exit 124', 124],
    ['kill -TERM $$', 143],
    ['kill -KILL $$', 137],
  ])('keeps its status: %s', async (learners, status) => {
    const commands = 'status=0; run_script "$script" || status=$?; need_in_time; echo "$status"';
    await expectOutcome(learners, commands, { status: 0, stdout: `${status}\n`, stderr: '' });
  });

  it('has no input, the temporary folder of the lab, and its own output and errors', async () => {
    const learners = 'cat; [[ -f $TMPDIR/learners.sh ]] && echo "$1"; echo two >&2';
    const outcome = { status: 0, stdout: 'one\n', stderr: 'two\n' };
    await expectOutcome(learners, 'run_script "$script" one', outcome);
  });

  // Any process that is left has the output open, so that these tests would not end.
  it('leaves no process behind', async () => {
    const learners = '(trap "" TERM; sleep 600; sleep 600) & echo done';
    const outcome = { status: 0, stdout: 'done\n', stderr: '' };
    await expectOutcome(learners, 'run_script "$script"', outcome);
  });

  it('is stopped at the time limit with its children, and reported whatever else is wrong', async () => {
    const learners = 'trap "" TERM; sleep 600 & sleep 600; sleep 600';
    const commands = 'run_script "$script" || wrong "it failed with $?"';
    await expectOutcome(learners, commands, stopped, impatient);
  });

  it('is not taken for one that failed, where failing is right', async () => {
    const commands = '! run_script "$script" || wrong "it succeeded"; answer done';
    await expectOutcome('sleep 600', commands, stopped, impatient);
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'ends when the learner interrupts verify.sh: %s',
    async (signal) => {
      const script = withScript('sleep 600 & echo started; sleep 600', 'run_script "$script"');
      // With a process group of its own, as a terminal gives it.
      const verify = spawn('bash', ['-c', script], { detached: true, stdio: 'pipe' });
      verify.stdout.once('data', () => process.kill(-verify.pid!, signal));
      expect(await text(verify.stdout)).toBe('started\n');
      expect(await text(verify.stderr)).toBe('');
    },
  );
});
