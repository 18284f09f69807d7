import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, afterEach, beforeEach, expect, it, vi } from 'vitest';
import { LOCAL_CREDENTIALS, REGION, tableNames } from '../../local/config';
import { startStack } from '../../local/stack';
import type { RecordCompletionInput } from '../../resolvers/schema.types';
import { reconcile } from '../../ops/reconcile';
import { catalogue } from '../support/catalogue';
import { personalSubmissions } from '../support/completion';
import { databaseAt } from '../support/database';
import { signalDatabase } from '../support/databaseProcess';
import { givenPerson } from '../support/people';
import { connectSubscriber } from '../support/subscriber';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { operation } from '../support/operation';

const dataFolder = mkdtempSync(join(tmpdir(), 'akasha-'));
const stack = await startStack({ port: 0, dataFolder });
const { url, apiKey, dynamoEndpoint } = stack;
afterAll(async () => {
  await stack.stop();
  rmSync(dataFolder, { recursive: true });
});

let said: unknown[];
beforeEach(() => {
  said = [];
  vi.spyOn(console, 'error').mockImplementation((line: unknown) => void said.push(line));
  vi.spyOn(console, 'log').mockImplementation(() => undefined);
});
afterEach(() => void vi.restoreAllMocks());

const exercises = catalogue.filter(({ prerequisites }) => prerequisites.length === 0);

const RUNNING_AGAIN = 'The database is running again, with all its data.';

const isWell = () => vi.waitFor(async () => expect(await health()).toBe(200), 20_000);
const health = async () => (await fetch(`${url}/healthz`)).status;

interface Answer {
  readonly data?: { readonly recordCompletion: { readonly outcome: string } | null };
}

/** Submits until the completion counts, like a client that is asked to retry. */
async function complete(token: string, input: RecordCompletionInput): Promise<void> {
  for (;;) {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { authorization: token },
      body: JSON.stringify({
        query: operation(
          `mutation ($input: RecordCompletionInput!) { recordCompletion(input: $input) { outcome } }`,
        ),
        variables: { input },
      }),
    });
    // An authorizer that cannot read the session also causes a 401.
    const { data } = (await response.json()) as Answer;
    if (/COMPLETED$/.test(data?.recordCompletion?.outcome ?? '')) return;
  }
}

it('a database that is killed under load restarts by itself and loses nothing', async () => {
  const logins = Array.from({ length: 12 }, (_, i) => `worker-${i}`);
  const people = await Promise.all(logins.map((login) => givenPerson(login)));
  const work = await Promise.all(
    people.map(async ({ token }) => ({
      token,
      submissions: await personalSubmissions(url, token, exercises),
    })),
  );
  const subscriber = await connectSubscriber(url, { 'x-api-key': apiKey });
  await subscriber.start('all');
  let done = 0;
  const kills = [6, 18, 30];
  let killed = Promise.resolve();
  /** Kills the database once it has restarted: a kill during a restart would not be a new stop. */
  const kill = async (restarts: number) => {
    await vi.waitFor(
      () => expect(said.filter((line) => line === RUNNING_AGAIN)).toHaveLength(restarts),
      20_000,
    );
    signalDatabase(dynamoEndpoint, 'SIGKILL');
  };
  await Promise.all(
    work.map(async ({ token, submissions }) => {
      for (const input of submissions) {
        await complete(token, input);
        done += 1;
        if (done !== kills[0]) continue;
        const restarts = 3 - kills.length;
        kills.shift();
        killed = killed.then(() => kill(restarts));
        await killed;
      }
    }),
  );
  expect(kills).toEqual([]);
  await isWell();
  await stack.streams!.drained();
  expect(
    said.filter((line) => /^The database (stopped|is running again)/.test(String(line))),
  ).toEqual(
    [1, 2, 3].flatMap(() => ['The database stopped (SIGKILL). Restarting it.', RUNNING_AGAIN]),
  );

  const client = new DynamoDBClient({
    endpoint: dynamoEndpoint,
    region: REGION,
    credentials: LOCAL_CREDENTIALS,
  });
  const { completions, drifts, pending, busy } = await reconcile(client, tableNames, {
    repair: false,
    waitMs: 0,
  });
  client.destroy();
  expect({ completions, drifts, pending, busy }).toEqual({
    completions: people.length * exercises.length,
    drifts: [],
    pending: [],
    busy: [],
  });
  // Every completion was announced, and none twice.
  const database = databaseAt(dynamoEndpoint);
  for (const { id } of people) {
    for (const row of await database.rowsOf('Progress', id)) {
      expect(row['publishedAt']).toEqual(expect.any(String));
    }
  }
  await subscriber.settled();
  const events = subscriber.events('all').map(({ username, exerciseId }) => username + exerciseId);
  expect(new Set(events).size).toBe(events.length);
  expect(stack.streams!.deadLetters).toEqual([]);
  subscriber.close();
});

it('/healthz returns 503 in time while the database is frozen, and 200 afterwards', async () => {
  await isWell();
  signalDatabase(dynamoEndpoint, 'SIGSTOP');
  const response = await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(3_000) });
  expect([response.status, await response.json()]).toEqual([
    503,
    { status: 'the database does not respond' },
  ]);
  signalDatabase(dynamoEndpoint, 'SIGCONT');
  await isWell();
});
