import { spawn } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { type Kind, learner, onMachine, programs } from '../../catalogue/check/machine';
import { only } from '../../catalogue/check/userlands';

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
        expect(await run(path, join(work, 'new'))).toEqual({ status: 1, stdout: '', stderr });
      }
    });
  });

  it('accepts a git that names its distributor', async () => {
    const kind = withGit('[ "$1" = rev-parse ] || echo "git version 3.1.0 (Apple Git-154)"');
    await onMachine(kind, async ({ run }) => {
      expect(await run('-c', `source '${library}'`)).toEqual({ status: 0, stdout: '', stderr: '' });
    });
  });

  it('says that bash is too old', async () => {
    await onMachine(learner, async ({ surroundings, run }) => {
      // No bash here is too old, so lab.sh requires one that does not exist yet.
      const strict = (await readFile(library, 'utf8')).replace('>= 302', '>= 90000');
      const path = join(surroundings, 'lab.sh');
      await writeFile(path, strict);
      expect(await run(path)).toEqual({
        status: 1,
        stdout: '',
        stderr: lacks('bash 3.2 or later'),
      });
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
