import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { expect, it, onTestFinished, vi } from 'vitest';
import { LOCAL_CREDENTIALS, REGION, tableNames } from '../../local/config';
import { signIn } from '../../local/signIn';
import { reconcile } from '../../ops/reconcile';
import { catalogue, openExercise } from '../support/catalogue';
import { personalSubmissions } from '../support/completion';
import { databaseBelow, databaseProcess, signalDatabase } from '../support/databaseProcess';
import { givenFolder } from '../support/folder';
import { operation } from '../support/operation';
import { givenFreePort } from '../support/port';
import { run } from '../support/process';

/** A stack in its own process. */
async function given({ args = [] as string[], cwd = givenFolder() } = {}) {
  const port = await givenFreePort();
  const stack = run('local/start.ts', args, { cwd, env: { PORT: String(port) } });
  const [apiKey] = await stack.until(/da2-[a-z0-9]{26}/);
  await stack.until(/Ctrl-C/);
  const url = `http://localhost:${port}`;
  const askForExercise = async () => {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'x-api-key': apiKey },
      body: JSON.stringify({
        query: operation(`query ($id: ID!) { exercise(id: $id) { title } }`),
        variables: { id: openExercise.id },
      }),
    });
    return (await response.json()) as unknown;
  };
  return { stack, url, askForExercise, database: databaseBelow(stack.child.pid!)! };
}

const exercises = catalogue.filter(({ prerequisites }) => prerequisites.length === 0);
const NO_REPAIR = { repair: false, waitMs: 0 };

async function allRows(client: DynamoDBClient, TableName: string) {
  const { Items = [] } = await DynamoDBDocumentClient.from(client).send(
    new ScanCommand({ TableName }),
  );
  return Items;
}

const EXERCISE = { data: { exercise: { title: openExercise.title } } };

it('a stack that receives SIGTERM completes pending requests first', async () => {
  const { stack, url, askForExercise, database } = await given();
  signalDatabase(database, 'SIGSTOP');
  const answer = askForExercise();
  // A later request was received, so the first one was received too.
  await fetch(`${url}/github/`);
  stack.child.kill('SIGTERM');
  await vi.waitFor(() => expect(fetch(url)).rejects.toThrow(), 10_000);
  signalDatabase(database, 'SIGCONT');
  expect(await answer).toEqual(EXERCISE);
  expect(await stack.ended).toBe(0);
});

it('a stack stops in five seconds, with its database, even if that is frozen', async () => {
  const { stack, url, askForExercise, database } = await given();
  signalDatabase(database, 'SIGSTOP');
  const answer = askForExercise().catch(() => 'cut off');
  await fetch(`${url}/github/`);
  const started = performance.now();
  stack.child.kill('SIGTERM');
  expect(await stack.ended).toBe(0);
  // Five seconds, plus a margin for a busy machine.
  expect(performance.now() - started).toBeLessThan(10_000);
  expect(await answer).toBe('cut off');
  await vi.waitFor(() => expect(databaseProcess(database)).toBeUndefined(), 10_000);
});

it('a stack in memory reports the data loss and serves the exercises again', async () => {
  const { stack, url, askForExercise, database } = await given({ args: ['--memory'] });
  signalDatabase(database, 'SIGKILL');
  await vi.waitFor(() => expect(stack.stderr()).toContain('It was in memory'), 20_000);
  expect(stack.stderr()).toBe(
    'The database stopped (SIGKILL). Restarting it.\n' +
      'The database is running again. It was in memory: accounts and completions are lost. Sign in again.\n',
  );
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
  expect(await askForExercise()).toEqual(EXERCISE);
});

it('after a kill, the next stack ranks and announces what is pending', async () => {
  const cwd = givenFolder();
  const { stack, url } = await given({ cwd });
  const tokens = await Promise.all(
    Array.from({ length: 8 }, async (_, i) => (await signIn(url, `climber-${i}`)).token),
  );
  const prepared = await Promise.all(
    tokens.map(async (token) =>
      (await personalSubmissions(url, token, exercises)).map((input) => ({ token, input })),
    ),
  );
  let answered = 0;
  const submissions = prepared.flat().map(async ({ token, input }) => {
    const query = operation(
      `mutation ($input: RecordCompletionInput!) { recordCompletion(input: $input) { outcome } }`,
    );
    await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { authorization: token },
      body: JSON.stringify({ query, variables: { input } }),
    });
    answered += 1;
    if (answered === tokens.length) stack.child.kill('SIGKILL');
  });
  await Promise.allSettled(submissions);
  expect(await stack.ended).toBe('SIGKILL');

  const next = await given({ cwd });
  const client = new DynamoDBClient({
    endpoint: next.database,
    region: REGION,
    credentials: LOCAL_CREDENTIALS,
  });
  onTestFinished(() => client.destroy());
  await vi.waitFor(
    async () => {
      const { completions, pending } = await reconcile(client, tableNames, NO_REPAIR);
      expect(completions).toBeGreaterThan(0);
      expect(pending).toEqual([]);
      const rows = await allRows(client, tableNames.Progress);
      const completed = rows.filter(({ completedAt }) => completedAt);
      expect(completed).toHaveLength(completions);
      expect(completed.every(({ publishedAt }) => publishedAt)).toBe(true);
    },
    { timeout: 40_000, interval: 250 },
  );
  const { drifts, busy } = await reconcile(client, tableNames, NO_REPAIR);
  expect({ drifts, busy }).toEqual({ drifts: [], busy: [] });
});

it('of stacks that start at the same time in one folder, only one runs', async () => {
  const cwd = givenFolder();
  const stacks = await Promise.all(
    [0, 1, 2].map(async () =>
      run('local/start.ts', [], { cwd, env: { PORT: String(await givenFreePort()) } }),
    ),
  );
  const outcomes = await Promise.all(
    stacks.map((stack) =>
      stack.until(/Ctrl-C/).then(
        () => 'runs',
        () => stack.stderr(),
      ),
    ),
  );
  expect(outcomes.filter((each) => each === 'runs')).toHaveLength(1);
  for (const outcome of outcomes.filter((each) => each !== 'runs')) {
    expect(outcome).toMatch(
      /^The stack on port \d+ already uses \.local\. Stop it, or use --memory\.\n$/,
    );
  }
});
