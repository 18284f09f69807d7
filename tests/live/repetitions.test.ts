import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { join } from 'node:path';
import { afterAll, afterEach, expect, it, onTestFinished, vi } from 'vitest';
import { lambdas } from '../../functions/manifest';
import { tableNames } from '../../local/config';
import { startStreams, type Consumer, type Streams } from '../../local/streams/start';
import { catalogue, rightHash } from '../support/catalogue';
import { submit } from '../support/completion';
import { givenFolder } from '../support/folder';
import { givenPerson } from '../support/people';
import { givenStack } from '../support/stack';
import { connectSubscriber } from '../support/subscriber';

const { url, apiKey, dynamoEndpoint } = await givenStack();
const client = new DynamoDBClient({ endpoint: dynamoEndpoint });
const { handler } = await import('../../functions/publishCompletion');
const publisher: Consumer = {
  name: 'PublishCompletion',
  tableName: tableNames.Progress,
  handler,
  filters: lambdas.PublishCompletion.invokedBy.filter,
};
const subscriber = await connectSubscriber(url, { 'x-api-key': apiKey });
await subscriber.start('all');
afterAll(() => {
  subscriber.close();
  client.destroy();
});
afterEach(() => void vi.restoreAllMocks());

/** Starts the function on the stream. Without a checkpoint file, it starts from the beginning. */
function publish(consumer: Consumer, checkpointFile?: string): Streams {
  const streams = startStreams({
    client,
    dynamoEndpoint,
    consumers: async () => [consumer],
    checkpointFile,
    retryDelaysMs: [3_600_000],
  });
  onTestFinished(() => streams.stop());
  return streams;
}

const exercises = catalogue.filter(({ prerequisites }) => prerequisites.length === 0).slice(0, 5);

/** Has `people` persons complete five exercises each. @returns the events that are expected */
async function complete(group: string, people: number): Promise<string[]> {
  const completions = await Promise.all(
    Array.from({ length: people }, async (_, i) => {
      const login = `${group}-${i}`;
      const { token } = await givenPerson(login);
      for (const exercise of exercises) {
        const { outcome } = await submit(url, token, exercise.id, rightHash(exercise));
        expect(outcome).toBe('COMPLETED');
      }
      return exercises.map(({ id }) => `${login} ${id}`);
    }),
  );
  return completions.flat().sort();
}

/** The events received so far for a group, including duplicates. */
async function told(group: string): Promise<string[]> {
  await subscriber.settled();
  return subscriber
    .events('all')
    .filter(({ username }) => username.startsWith(`${group}-`))
    .map(({ username, exerciseId }) => `${username} ${exerciseId}`)
    .sort();
}

it('records delivered many times, concurrently and later, are one event each', async () => {
  // Four publishers read the stream from its beginning concurrently, while it grows.
  const publishers = Array.from({ length: 4 }, () => publish(publisher));
  const completions = await complete('twice', 4);
  await Promise.all(publishers.map((each) => each.drained()));
  expect(await told('twice')).toEqual(completions);
  await publish(publisher).drained();
  expect(await told('twice')).toEqual(completions);
});

it('a publisher that crashes and restarts loses and repeats no completion', async () => {
  const checkpointFile = join(givenFolder(), 'streams.json');
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const completions: string[] = [];
  for (const life of ['first', 'second']) {
    let isDying = false;
    let died!: () => void;
    const death = new Promise<void>((resolve) => (died = resolve));
    const streams = publish(
      {
        ...publisher,
        // It has announced the whole last batch, but crashes before the checkpoint.
        handler: async (event) => {
          const answer = await handler(event);
          if (!isDying) return answer;
          died();
          throw new Error('Out of memory');
        },
      },
      checkpointFile,
    );
    completions.push(...(await complete(`restart-${life}`, 2)));
    await streams.drained();
    isDying = true;
    const completing = complete(`restart-last-of-${life}`, 2);
    await death;
    await streams.stop();
    completions.push(...(await completing));
  }
  const again: Parameters<typeof handler>[0][] = [];
  const streams = publish(
    {
      ...publisher,
      handler: (event) => {
        again.push(event);
        return handler(event);
      },
    },
    checkpointFile,
  );
  await streams.drained();
  expect(await told('restart')).toEqual(completions.sort());
  // Only the batch in which the second one crashed is read again.
  const records = again.flatMap(({ Records }) => Records);
  expect(records).toHaveLength(2 * exercises.length);
});

it('completions made while no publisher ran are announced when one starts', async () => {
  const completions = await complete('silent', 1);
  expect(await told('silent')).toEqual([]);
  await publish(publisher).drained();
  expect(await told('silent')).toEqual(completions);
});

it('a burst is announced in fewer requests than it has completions', async () => {
  const sent = vi.spyOn(globalThis, 'fetch');
  const completions = await complete('burst', 4);
  sent.mockClear();
  let records = 0;
  const counting: Consumer = {
    ...publisher,
    handler: (event) => {
      records += event.Records.length;
      return handler(event);
    },
  };
  await publish(counting).drained();
  expect(await told('burst')).toEqual(completions);
  const isAnnouncement = (init?: RequestInit) =>
    JSON.stringify(init?.headers ?? {}).includes('AWS4-HMAC-SHA256');
  const announcements = sent.mock.calls.filter(([, init]) => isAnnouncement(init));
  expect(announcements.length).toBeGreaterThan(0);
  expect(announcements.length).toBeLessThan(records / 2);
});
