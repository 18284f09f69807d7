import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { statsKey } from '../../model/exercise';
import { openExercise, rightHash } from '../support/catalogue';
import { submit } from '../support/completion';
import { databaseAt } from '../support/database';
import { givenPerson } from '../support/people';
import { givenFreePort } from '../support/port';
import { givenStack } from '../support/stack';

const { url, dynamoEndpoint } = await givenStack();
const database = databaseAt(dynamoEndpoint);
const root = fileURLToPath(new URL('../..', import.meta.url));

/** Runs `pnpm stats` without pnpm. */
async function stats(args: string[], env: Record<string, string>) {
  const run = promisify(execFile)(
    process.execPath,
    ['scripts/launch.mjs', 'ops/command.ts', ...args],
    { cwd: root, env: { ...process.env, ...env } },
  );
  return run.then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    ({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }) => ({
      code,
      stdout,
      stderr,
    }),
  );
}

it('reports drift, and exits 2 while it is not repaired', async () => {
  const env = { DYNAMODB_ENDPOINT: dynamoEndpoint };
  await database.put('Exercises', statsKey(openExercise.id, 0), { completions: 3, attempts: 4 });
  const drift = `counters of ${openExercise.id}: {"completions":3,"attempts":4}, expected {"completions":0,"attempts":0}`;
  const whole = '0 completions of 0 people, 1 exercises, 0 boards: ';
  const [found, repaired] = [
    await stats(['reconcile'], env),
    await stats(['reconcile', '--repair'], env),
  ];
  expect(found).toEqual({
    code: 2,
    stdout: `drift: ${drift}\n${whole}1 drifts, 1 of them not repaired, 0 pending, 0 busy\n`,
    stderr: '',
  });
  expect(repaired).toEqual({
    code: 0,
    stdout: `repaired: ${drift}\n${whole}1 drifts, 0 of them not repaired, 0 pending, 0 busy\n`,
    stderr: '',
  });
});

it('exits 2 while a person is not ranked yet', async () => {
  const env = { DYNAMODB_ENDPOINT: dynamoEndpoint };
  const { id, token } = await givenPerson('unranked');
  await submit(url, token, openExercise.id, rightHash(openExercise));
  const [found, repaired, after] = [
    await stats(['reconcile'], env),
    await stats(['reconcile', '--repair'], env),
    await stats(['reconcile'], env),
  ];
  expect(found).toMatchObject({
    code: 2,
    stdout: expect.stringContaining(`pending: user ${id} is not ranked on ALL yet`),
  });
  expect(repaired).toMatchObject({
    code: 0,
    stdout: expect.stringContaining(`counted: user ${id} on ALL`),
  });
  expect(after).toMatchObject({ code: 0 });
});

it('announces missed completions, and reports their number', async () => {
  const env = { DYNAMODB_ENDPOINT: dynamoEndpoint, PORT: new URL(url).port };
  await stats(['announce'], env);
  const { token } = await givenPerson('unheard');
  await submit(url, token, openExercise.id, rightHash(openExercise));
  const [first, second] = [await stats(['announce'], env), await stats(['announce'], env)];
  const rest = 'already announced: 0, failed: 0, not attempted: 0\n';
  expect(first).toEqual({ code: 0, stdout: `announced: 1, ${rest}`, stderr: '' });
  expect(second).toEqual({ code: 0, stdout: `announced: 0, ${rest}`, stderr: '' });
});

it('exits 2 while a completion could not be announced', async () => {
  const stack = { DYNAMODB_ENDPOINT: dynamoEndpoint, PORT: new URL(url).port };
  await stats(['announce'], stack);
  const { token } = await givenPerson('not-heard');
  await submit(url, token, openExercise.id, rightHash(openExercise));
  const port = String(await givenFreePort());
  const env = { DYNAMODB_ENDPOINT: dynamoEndpoint, PORT: port };
  expect(await stats(['announce'], env)).toMatchObject({
    code: 2,
    stdout: 'announced: 0, already announced: 0, failed: 1, not attempted: 0\n',
  });
});

it('exits 1 for unknown arguments, and when it fails', async () => {
  const nobody = { DYNAMODB_ENDPOINT: 'http://127.0.0.1:1' };
  expect(await stats(['count'], nobody)).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('Usage: pnpm stats reconcile'),
  });
  expect(await stats(['announce', '--repair'], nobody)).toMatchObject({ code: 1, stdout: '' });
  expect(await stats(['reconcile'], nobody)).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('The command failed: '),
  });
});
