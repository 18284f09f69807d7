import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { startEmbedded } from '../../local/database/embedded';
import { limitConcurrency } from '../../local/concurrency';
import { signIn } from '../../local/signIn';
import { boardKey } from '../../model/board';
import { catalogue, rightHash } from '../support/catalogue';
import { ask, send } from '../support/client';
import {
  givenStarted,
  personalSubmissions,
  statsOf,
  submit,
  trySubmit,
  type Submission,
} from '../support/completion';
import { databaseAt } from '../support/database';
import { givenFolder } from '../support/folder';
import { operation } from '../support/operation';
import { givenFreePort } from '../support/port';
import { run, type Running } from '../support/process';

const exercises = catalogue.filter(({ prerequisites }) => prerequisites.length === 0);
const PEOPLE = 20;

async function startIn(cwd: string, port: number): Promise<{ stack: Running; apiKey: string }> {
  const stack = run('local/start.ts', [], { cwd, env: { PORT: String(port) } });
  const [apiKey] = await stack.until(/da2-[a-z0-9]{26}/);
  return { stack, apiKey };
}

async function whoIs(url: string, token: string): Promise<string> {
  const { viewer } = await ask(url, { token }, operation(`{ viewer { id } }`));
  return viewer!.id;
}

it('a stack that is killed while it writes loses nothing that it has confirmed', async () => {
  const folder = givenFolder();
  const port = await givenFreePort();
  const url = `http://localhost:${port}`;
  const { stack } = await startIn(folder, port);

  const people = await Promise.all(
    Array.from({ length: PEOPLE }, async (_, i) => {
      const { token } = await signIn(url, `durable-${i}`);
      return { token, id: await whoIs(url, token) };
    }),
  );
  const accepted: { personId: string; exerciseId: string }[] = [];
  const prepared = await Promise.all(
    people.map(async (person) => {
      const submissions = await personalSubmissions(url, person.token, exercises);
      return submissions.map((submission) => ({ ...person, ...submission }));
    }),
  );
  const jobs = prepared.flat();
  // Not all at once: on a slow machine, the authorizer would refuse those that wait too long.
  const submissions = jobs.map(
    limitConcurrency(PEOPLE, async ({ token, id, exerciseId, verificationHash }) => {
      const answer = await trySubmit(url, token, exerciseId, verificationHash).catch(
        (error: unknown) => {
          if (!stack.child.killed) throw error;
        },
      );
      if (!answer) return;
      expect(answer.status).toBe(200);
      const { recordCompletion } = answer.data as { recordCompletion: Submission | null };
      if (!recordCompletion) {
        // One person's simultaneous submissions can conflict.
        expect(answer.errors).toMatchObject([{ errorType: 'Conflict' }]);
        return;
      }
      expect(recordCompletion.outcome).toBe('COMPLETED');
      accepted.push({ personId: id, exerciseId });
      if (accepted.length === PEOPLE) stack.child.kill('SIGKILL');
    }),
  );
  await Promise.all(submissions);
  expect(await stack.ended).toBe('SIGKILL');
  expect(accepted.length).toBeGreaterThanOrEqual(PEOPLE);
  expect(accepted.length).toBeLessThan(PEOPLE * exercises.length);

  // Without the stack, the file is the only source of data.
  const embedded = await startEmbedded({ dbPath: join(folder, '.local', 'dynamodb.sqlite') });
  onTestFinished(() => embedded.stop());
  const database = databaseAt(embedded.endpoint);
  const completed = new Map<string, number>();
  let rows = 0;
  for (const exercise of exercises) {
    const ofExercise = await database.completedRows(exercise.id);
    expect(await database.countedCompletions(exercise.id)).toBe(ofExercise.length);
    const solvers = ofExercise.map(({ pk }) => String(pk).replace('USER#', ''));
    for (const { personId } of accepted.filter(({ exerciseId }) => exerciseId === exercise.id)) {
      expect(solvers).toContain(personId);
    }
    for (const id of solvers) completed.set(id, (completed.get(id) ?? 0) + 1);
    rows += ofExercise.length;
  }
  for (const { id } of people) {
    const board = await database.row('Leaderboards', boardKey('ALL', id));
    expect(board?.['completions'] ?? 0).toBe(completed.get(id) ?? 0);
  }
  await embedded.stop();

  // After a restart, the data is the same and all sessions are still valid.
  const again = await startIn(folder, port);
  const counted = await Promise.all(
    exercises.map(async ({ id }) => (await statsOf(url, again.apiKey, id)).completions),
  );
  expect(counted.reduce((sum, each) => sum + each, 0)).toBe(rows);
  const [somebody] = people;
  expect(await whoIs(url, somebody!.token)).toBe(somebody!.id);
  // Whoever had started an exercise still has the same challenge.
  for (const { token, exerciseId } of jobs) {
    const { startExercise } = await ask(
      url,
      { token },
      operation(`mutation ($id: ID!) { startExercise(exerciseId: $id) { variant challenge } }`),
      { id: exerciseId },
    );
    expect(startExercise).toEqual(await givenStarted(url, token, exerciseId));
  }
  const [first] = accepted;
  const person = people.find(({ id }) => id === first!.personId)!;
  const exercise = exercises.find(({ id }) => id === first!.exerciseId)!;
  const repeat = await submit(url, person.token, exercise.id, rightHash(exercise));
  expect(repeat.outcome).toBe('ALREADY_COMPLETED');
});

it('a second stack refuses to start on the data of a running one', async () => {
  const folder = givenFolder();
  const port = await givenFreePort();
  await startIn(folder, port);
  const second = run('local/start.ts', [], {
    cwd: folder,
    env: { PORT: String(await givenFreePort()) },
  });
  expect(await second.ended).toBe(1);
  expect(second.stderr()).toBe(
    `The stack on port ${port} already uses .local. Stop it, or use --memory.\n`,
  );
});

it('stacks on different databases run side by side, and each locks its own', async () => {
  const folder = givenFolder();
  const port = await givenFreePort();
  await startIn(folder, await givenFreePort());
  const elsewhere = await startEmbedded();
  onTestFinished(() => elsewhere.stop());
  const start = (args: string[], PORT: number) =>
    run('local/start.ts', args, {
      cwd: folder,
      env: { PORT: String(PORT), DYNAMODB_ENDPOINT: elsewhere.endpoint },
    });

  // It resets only its own data.
  const second = start(['--reset'], port);
  await second.until(/Ctrl-C/);
  expect(existsSync(join(folder, '.local', 'dynamodb.sqlite'))).toBe(true);
  const third = start([], await givenFreePort());
  expect(await third.ended).toBe(1);
  expect(third.stderr()).toContain(`The stack on port ${port} already uses .local/localhost-`);
});

it('--reset starts over', async () => {
  const folder = givenFolder();
  const port = await givenFreePort();
  const url = `http://localhost:${port}`;
  const { stack } = await startIn(folder, port);
  const { token } = await signIn(url, 'forgotten');
  const [exercise] = exercises;
  await submit(url, token, exercise!.id, rightHash(exercise!));
  stack.child.kill('SIGTERM');
  expect(await stack.ended).toBe(0);

  const fresh = run('local/start.ts', ['--reset'], { cwd: folder, env: { PORT: String(port) } });
  const [apiKey] = await fresh.until(/da2-[a-z0-9]{26}/);
  expect((await statsOf(url, apiKey, exercise!.id)).completions).toBe(0);
  expect((await send(url, { token }, operation(`{ viewer { id } }`))).status).toBe(401);
});
