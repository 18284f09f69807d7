import { existsSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCatalogue } from '../../catalogue/read';
import { type Attempt, attempts } from './attempts';
import { exercisesFolder, hashLine, learner, onMachine } from '../../catalogue/check/machine';

const exercises = await readCatalogue(exercisesFolder);
const prepared = await mkdtemp(join(tmpdir(), 'attempts-'));
afterAll(() => rm(prepared, { recursive: true, force: true }));

const copy = (from: string, to: string) =>
  cp(from, to, { recursive: true, verbatimSymlinks: true, preserveTimestamps: true });

/** Sets an exercise up and solves it, once. Every attempt starts with a copy of one of the two. */
async function prepare(id: string) {
  await onMachine(learner, async ({ work, script, run }) => {
    const setup = script(id, 'setup.sh');
    if (existsSync(setup)) expect(await run(setup, work)).toMatchObject({ status: 0 });
    await copy(work, join(prepared, id, 'setup'));
    expect(await run(script(id, 'solution/solve.sh'), work)).toMatchObject({ status: 0 });
    await copy(work, join(prepared, id, 'solve'));
  });
}

describe.concurrent.each(exercises.map((exercise) => [exercise.id, exercise] as const))(
  '%s',
  { timeout: 60_000 },
  (id, exercise) => {
    const own: Attempt[] = [
      { exercise: id, name: 'does as the solution does', after: 'solve', commands: '' },
      ...attempts.filter((attempt) => attempt.exercise === id),
    ];
    const right =
      exercise.verification.kind === 'ANSWER'
        ? `${exercise.verification.hash}\n`
        : expect.stringMatching(hashLine);

    beforeAll(() => prepare(id), 60_000);

    it.each(own.map((attempt) => [attempt.name, attempt] as const))(
      'a learner %s',
      async (_, { after, commands, complaint, machine = learner }) => {
        await onMachine(machine, async ({ work, script, run }) => {
          await copy(join(prepared, id, after), work);
          const done = await run('-c', `set -e\ncd "$0"\n${commands}`, work);
          expect(done).toMatchObject({ status: 0 });
          expect(await run(script(id, 'verify.sh'), work)).toEqual(
            complaint
              ? { status: 1, stdout: '', stderr: expect.stringMatching(complaint) }
              : { status: 0, stdout: right, stderr: '' },
          );
        });
      },
    );
  },
);
