import { DeleteTableCommand, DynamoDBClient, UpdateTableCommand } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import { join } from 'node:path';
import {
  afterAll,
  beforeEach,
  describe,
  expect,
  it,
  onTestFinished,
  vi,
  type MockInstance,
} from 'vitest';
import { lambdas } from '../../functions/manifest';
import { LOCAL_CREDENTIALS, REGION, tableNames } from '../../local/config';
import { startEmbedded } from '../../local/database/embedded';
import { createTables } from '../../local/database/tables';
import { startStreams, type Consumer, type StreamOptions } from '../../local/streams/start';
import { nameKey } from '../../model/name';
import { progressKey } from '../../model/progress';
import { userKey } from '../../model/user';
import { givenFolder } from '../support/folder';
import { startFaultyDatabase } from './faults/faultyDatabase';

process.env['AWS_REGION'] = REGION;
process.env['AWS_ACCESS_KEY_ID'] = LOCAL_CREDENTIALS.accessKeyId;
process.env['AWS_SECRET_ACCESS_KEY'] = LOCAL_CREDENTIALS.secretAccessKey;
const database = await startEmbedded();
const client = new DynamoDBClient({ endpoint: database.endpoint });
const documents = DynamoDBDocumentClient.from(client);
afterAll(async () => {
  client.destroy();
  await database.stop();
});
await createTables(client, tableNames);

let test = 0;
let log: MockInstance<typeof console.error>;
beforeEach(() => {
  test += 1;
  log = vi.spyOn(console, 'error').mockReset();
  log.mockImplementation(() => undefined);
});

const put = (exercise: string, attributes: Record<string, string> = {}) =>
  documents.send(
    new PutCommand({
      TableName: tableNames.Progress,
      Item: { ...progressKey(`of-${test}`, exercise), exerciseId: exercise, ...attributes },
    }),
  );
const AT = '2026-11-18T12:00:00.000Z';
const complete = async (...exercises: string[]) => {
  for (const exercise of exercises) await put(exercise, { completedAt: AT });
};

/** Ids of the exercises in this test's records. All tests share the stream. */
const exercisesOf = (records: readonly DynamoDBRecord[]) =>
  records.flatMap(({ dynamodb }) =>
    dynamodb!.Keys!['pk']!.S === progressKey(`of-${test}`, '').pk
      ? [dynamodb!.Keys!['sk']!.S!.replace('EXERCISE#', '')]
      : [],
  );
const sequenceNumber = ({ dynamodb }: DynamoDBRecord) => dynamodb!.SequenceNumber!;

/** A function that fails for the exercises that `isBad` selects, and its invocations. */
function givenFunction(name: string, isBad: (exercise: string, invocation: number) => boolean) {
  const invocations: string[][] = [];
  const consumer: Consumer = {
    name,
    tableName: tableNames.Progress,
    filters: lambdas.PublishCompletion.invokedBy.filter,
    handler: async ({ Records }) => {
      const own = Records.filter((record) => exercisesOf([record]).length > 0);
      if (own.length > 0) invocations.push(exercisesOf(own));
      const failed = own.filter((each) => isBad(exercisesOf([each])[0]!, invocations.length));
      return {
        batchItemFailures: failed.map((each) => ({ itemIdentifier: sequenceNumber(each) })),
      };
    },
  };
  return { invocations, consumer };
}

function start(consumers: Consumer[], options: Partial<StreamOptions> = {}) {
  const streams = startStreams({
    client,
    dynamoEndpoint: database.endpoint,
    consumers: async () => consumers,
    retryDelaysMs: [0, 0],
    ...options,
  });
  onTestFinished(() => streams.stop());
  return streams;
}

it('an idle stream is polled four times a second, and more often once it has records', async () => {
  const timers = vi.spyOn(globalThis, 'setTimeout');
  const pauses = () => timers.mock.calls.flatMap(([, ms]) => (ms === 75 || ms === 250 ? ms : []));
  const { invocations, consumer } = givenFunction('idle', () => false);
  const streams = start([consumer]);
  await vi.waitFor(() => expect(pauses()).toContain(250), { timeout: 30_000 });
  const before = pauses().length;
  await complete('a');
  await streams.drained();
  expect(invocations).toEqual([['a']]);
  await vi.waitFor(() => expect(pauses().slice(before)).toContain(75), { timeout: 30_000 });
});

describe('a function on a stream', () => {
  it('receives a batch again from the first failed record on', async () => {
    const { invocations, consumer } = givenFunction(
      'failing',
      (exercise, invocation) => exercise === 'b' && invocation === 1,
    );
    await complete('a', 'b', 'c');
    const streams = start([consumer]);
    await streams.drained();
    expect(invocations).toEqual([
      ['a', 'b', 'c'],
      ['b', 'c'],
    ]);
    expect(streams.deadLetters).toEqual([]);
    expect(log).not.toHaveBeenCalled();
  });

  it('receives a whole batch again, in halves, when it throws', async () => {
    let fails = true;
    const { invocations, consumer } = givenFunction('throwing', () => false);
    await complete('a', 'b');
    const streams = start([
      {
        ...consumer,
        handler: async (event) => {
          const answer = await consumer.handler(event);
          if (!fails) return answer;
          fails = false;
          throw new Error('Out of memory');
        },
      },
    ]);
    await streams.drained();
    expect(invocations[0]).toEqual(['a', 'b']);
    // The batch also has records of other tests, which move the point where it is split.
    expect(invocations.slice(1).flat()).toEqual(['a', 'b']);
    expect(streams.deadLetters).toEqual([]);
  });

  it('receives a whole batch again when it reports a record that is not in it', async () => {
    const { invocations, consumer } = givenFunction('confused', () => false);
    await complete('a', 'b');
    await start([
      {
        ...consumer,
        handler: async (event) => {
          await consumer.handler(event);
          return {
            batchItemFailures: invocations.length === 1 ? [{ itemIdentifier: 'another' }] : [],
          };
        },
      },
    ]).drained();
    expect(invocations).toEqual([
      ['a', 'b'],
      ['a', 'b'],
    ]);
  });

  it('continues after a batch that always failed, with a dead letter and a log line', async () => {
    const { invocations, consumer } = givenFunction('broken', (exercise) => exercise === 'b');
    await complete('a', 'b', 'c');
    const streams = start([consumer]);
    await streams.drained();
    expect(invocations).toEqual([
      ['a', 'b', 'c'],
      ['b', 'c'],
      ['b', 'c'],
    ]);
    const letter = {
      consumer: 'broken',
      condition: 'RetryAttemptsExhausted',
      shardId: expect.any(String) as string,
      startSequenceNumber: expect.stringMatching(/^\d+$/) as string,
      endSequenceNumber: expect.stringMatching(/^\d+$/) as string,
      batchSize: 2,
    };
    expect(streams.deadLetters).toEqual([letter]);
    expect(log.mock.calls).toEqual([[expect.stringContaining('Dropped records'), letter]]);
    await complete('d');
    await streams.drained();
    expect(invocations.at(-1)).toEqual(['d']);
    expect(streams.deadLetters).toHaveLength(1);
  });

  it('is not delayed by another function that fails', async () => {
    const healthy = givenFunction('healthy', () => false);
    const broken = givenFunction('broken', () => true);
    let heard!: () => void;
    const all = new Promise<void>((resolve) => (heard = resolve));
    await complete('a');
    const streams = start(
      [
        broken.consumer,
        {
          ...healthy.consumer,
          handler: async (event) => {
            const answer = await healthy.consumer.handler(event);
            if (healthy.invocations.flat().includes('b')) heard();
            return answer;
          },
        },
      ],
      { retryDelaysMs: [3_600_000] },
    );
    await vi.waitFor(() => expect(broken.invocations).toHaveLength(1), 10_000);
    await complete('b');
    await all;
    expect(healthy.invocations.flat()).toEqual(['a', 'b']);
    expect(broken.invocations).toHaveLength(1);
    // Also cancels the wait for the next attempt.
    await streams.stop();
  });

  it('is not invoked with records that its filters exclude', async () => {
    const publishing = givenFunction('publishing', () => false);
    const counting = givenFunction('counting', () => false);
    await put('a');
    await put('a', { attempts: '1' });
    await put('a', { completedAt: AT });
    await put('a', { completedAt: AT, publishedAt: AT });
    await put('a');
    await put('b', { completedAt: AT });
    await start([
      publishing.consumer,
      { ...counting.consumer, filters: lambdas.CountRanks.invokedBy.filter },
    ]).drained();
    expect(publishing.invocations).toEqual([['a', 'b']]);
    expect(counting.invocations).toEqual([['a', 'a', 'b']]);
  });

  it('is invoked only with the kind of change and of row that its filters name', async () => {
    const profile = (attributes: Record<string, string>) =>
      documents.send(
        new PutCommand({ TableName: tableNames.Users, Item: { ...userKey('9'), ...attributes } }),
      );
    await profile({ username: 'before' });
    await profile({ username: 'after' });
    await documents.send(new DeleteCommand({ TableName: tableNames.Users, Key: userKey('9') }));
    for (const userId of ['9', '10']) {
      await documents.send(
        new PutCommand({ TableName: tableNames.Users, Item: { ...nameKey('after'), userId } }),
      );
    }
    const received: DynamoDBRecord[] = [];
    await start([
      {
        name: 'renaming',
        tableName: tableNames.Users,
        filters: lambdas.RenamePerson.invokedBy.filter,
        handler: ({ Records }) => {
          received.push(...Records);
          return Promise.resolve({ batchItemFailures: [] });
        },
      },
    ]).drained();
    expect(received.map(({ eventName, dynamodb }) => [eventName, dynamodb!.NewImage])).toEqual([
      ['MODIFY', expect.objectContaining({ username: { S: 'after' } })],
    ]);
  });

  it('receives at most a hundred records', async () => {
    const exercises = Array.from({ length: 120 }, (_, i) => `${i}`);
    await Promise.all(exercises.map((exercise) => complete(exercise)));
    const sizes: number[] = [];
    const { invocations, consumer } = givenFunction('busy', () => false);
    await start([
      {
        ...consumer,
        handler: (event) => {
          sizes.push(event.Records.length);
          return consumer.handler(event);
        },
      },
    ]).drained();
    expect(invocations.flat()).toHaveLength(120);
    expect(Math.max(...sizes)).toBe(100);
  });
});

describe('an unavailable database', () => {
  /** A client that reads the stream through a proxy that can fail. */
  async function givenFaulty() {
    const faulty = await startFaultyDatabase(() => database.endpoint);
    const own = new DynamoDBClient({ endpoint: faulty.endpoint });
    onTestFinished(async () => {
      own.destroy();
      await faulty.close();
    });
    return { faulty, options: { client: own, dynamoEndpoint: faulty.endpoint } };
  }

  it('at the start of a stream is retried until it responds', async () => {
    const { faulty, options } = await givenFaulty();
    await faulty.set({ at: 'port' });
    const { invocations, consumer } = givenFunction('patient', () => false);
    await complete('a');
    const streams = start([consumer], options);
    const drained = streams.drained();
    await vi.waitFor(() => expect(log).toHaveBeenCalled(), 20_000);
    expect(log.mock.calls).toEqual([
      [expect.stringMatching(/^The stream of patient cannot be read: [^\n]*ECONNREFUSED[^\n]*$/)],
    ]);
    await faulty.set();
    await drained;
    expect(invocations).toEqual([['a']]);
    expect(log.mock.lastCall).toEqual(['The stream of patient can be read again.']);
  });

  it('in the middle of a batch causes no loss and no redelivery of handled records', async () => {
    const { faulty, options } = await givenFaulty();
    const { invocations, consumer } = givenFunction('steady', () => false);
    const streams = start([consumer], options);
    await complete('a');
    await streams.drained();
    await faulty.set({ at: 'connection', act: (socket) => socket.resetAndDestroy() });
    await complete('b', 'c');
    await vi.waitFor(() => expect(faulty.faults).toBeGreaterThan(0), 10_000);
    await faulty.set();
    await complete('d');
    await streams.drained();
    expect(invocations.flat()).toEqual(['a', 'b', 'c', 'd']);
    expect(streams.deadLetters).toEqual([]);
  });
});

it('the stream of a recreated table is read from its beginning', async () => {
  const empty = await startEmbedded();
  const own = new DynamoDBClient({ endpoint: empty.endpoint });
  onTestFinished(async () => {
    own.destroy();
    await empty.stop();
  });
  await createTables(own, tableNames);
  const { invocations, consumer } = givenFunction('steady', () => false);
  const write = (exercise: string) =>
    DynamoDBDocumentClient.from(own).send(
      new PutCommand({
        TableName: tableNames.Progress,
        Item: { ...progressKey(`of-${test}`, exercise), exerciseId: exercise, completedAt: AT },
      }),
    );
  const streams = start([consumer], { client: own, dynamoEndpoint: empty.endpoint });
  await write('a');
  await streams.drained();
  await own.send(new DeleteTableCommand({ TableName: tableNames.Progress }));
  await createTables(own, tableNames);
  await write('b');
  await vi.waitFor(() => expect(invocations).toEqual([['a'], ['b']]), 20_000);
});

describe('a function that is restarted', () => {
  it('continues from its checkpoint', async () => {
    const checkpointFile = join(givenFolder(), 'streams.json');
    const { invocations, consumer } = givenFunction('steady', () => false);
    await complete('a');
    const first = start([consumer], { checkpointFile });
    await first.drained();
    await first.stop();
    await complete('b');
    await start([consumer], { checkpointFile }).drained();
    expect(invocations).toEqual([['a'], ['b']]);
  });

  it('receives the batch that it was retrying again', async () => {
    const checkpointFile = join(givenFolder(), 'streams.json');
    const { invocations, consumer } = givenFunction('broken', (_, invocation) => invocation === 1);
    await complete('a', 'b');
    const first = start([consumer], { checkpointFile, retryDelaysMs: [3_600_000] });
    await vi.waitFor(() => expect(invocations).toHaveLength(1), 10_000);
    await first.stop();
    expect(first.deadLetters).toEqual([]);
    await start([consumer], { checkpointFile }).drained();
    expect(invocations).toEqual([
      ['a', 'b'],
      ['a', 'b'],
    ]);
  });

  it('starts from the beginning when it has no checkpoint, even if others have one', async () => {
    const checkpointFile = join(givenFolder(), 'streams.json');
    const old = givenFunction('old', () => false);
    const added = givenFunction('added', () => false);
    await complete('a');
    const first = start([old.consumer], { checkpointFile });
    await first.drained();
    await first.stop();
    await start([old.consumer, added.consumer], { checkpointFile }).drained();
    expect(old.invocations).toEqual([['a']]);
    expect(added.invocations).toEqual([['a']]);
  });
});

it('a table that had no stream yet gets one, with its data', async () => {
  const old = await startEmbedded();
  const own = new DynamoDBClient({ endpoint: old.endpoint });
  onTestFinished(async () => {
    own.destroy();
    await old.stop();
  });
  await createTables(own, tableNames);
  const rows = DynamoDBDocumentClient.from(own);
  const put = (username: string) =>
    rows.send(new PutCommand({ TableName: tableNames.Users, Item: { ...userKey('9'), username } }));
  await own.send(
    new UpdateTableCommand({
      TableName: tableNames.Users,
      StreamSpecification: { StreamEnabled: false },
    }),
  );
  await put('before');
  await createTables(own, tableNames);
  await put('after');
  const received: string[] = [];
  const streams = startStreams({
    client: own,
    dynamoEndpoint: old.endpoint,
    consumers: async () => [
      {
        name: 'renaming',
        tableName: tableNames.Users,
        filters: lambdas.RenamePerson.invokedBy.filter,
        handler: ({ Records }) => {
          for (const { dynamodb } of Records) {
            received.push(
              `${dynamodb!.OldImage!['username']!.S} ${dynamodb!.NewImage!['username']!.S}`,
            );
          }
          return Promise.resolve({ batchItemFailures: [] });
        },
      },
    ],
  });
  onTestFinished(() => streams.stop());
  await streams.drained();
  expect(received).toEqual(['before after']);
});
