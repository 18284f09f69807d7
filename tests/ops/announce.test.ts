import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { tableNames } from '../../local/config';
import { progressKey } from '../../model/progress';
import { userKey } from '../../model/user';
import { catalogue, rightHash } from '../support/catalogue';
import { submit } from '../support/completion';
import { databaseAt } from '../support/database';
import { givenPerson } from '../support/people';
import { givenStack } from '../support/stack';
import { connectSubscriber } from '../support/subscriber';

/** The stream has no consumers, so completions are not announced automatically. */
const { url, apiKey, dynamoEndpoint } = await givenStack();
const database = databaseAt(dynamoEndpoint);
const client = new DynamoDBClient({ endpoint: dynamoEndpoint });
// Imported here, because the functions read the resources that the stack has linked.
const { announceMissed } = await import('../../ops/announce');
const announceAll = (pause = () => Promise.resolve()) => announceMissed(client, tableNames, pause);

const subscriber = await connectSubscriber(url, { 'x-api-key': apiKey });
afterAll(() => subscriber.close());
await subscriber.start('all');

const exercises = catalogue.filter(({ prerequisites }) => prerequisites.length === 0);
afterEach(() => vi.restoreAllMocks());

/** Creates a person with completions that were never announced. */
async function givenUnannounced(login: string, count: number) {
  const { id, token } = await givenPerson(login);
  const done = exercises.slice(0, count);
  for (const exercise of done) await submit(url, token, exercise.id, rightHash(exercise));
  return { id, login, exercises: done.map((exercise) => exercise.id) };
}

async function toldOf(login: string): Promise<string[]> {
  await subscriber.settled();
  const events = subscriber.events('all').filter(({ username }) => username === login);
  return events.map(({ exerciseId }) => exerciseId).sort();
}

describe('announcing missed completions', () => {
  it('announces each completion once, however often it runs', async () => {
    const people = await Promise.all(
      Array.from({ length: 8 }, (_, i) => givenUnannounced(`missed-${i}`, 4)),
    );
    expect(await toldOf('missed-0')).toEqual([]);
    const twice = await Promise.all([announceAll(), announceAll()]);
    expect(twice.reduce((sum, { announced }) => sum + announced, 0)).toBe(32);
    expect(twice.map(({ failed, left }) => failed + left)).toEqual([0, 0]);
    expect(await announceAll()).toEqual({ announced: 0, notNews: 0, failed: 0, left: 0 });
    for (const each of people) expect(await toldOf(each.login)).toEqual([...each.exercises].sort());
  });

  it('skips starts, and the work of a person without an account', async () => {
    const completed = {
      completedAt: '2026-11-02T10:00:00.000Z',
      version: 1,
      username: 'ghost',
      points: 5,
    };
    const [exercise, other] = [exercises[0]!.id, exercises[1]!.id];
    await database.put('Progress', progressKey('404', exercise), {
      exerciseId: exercise,
      ...completed,
    });
    const { id } = await givenPerson('has-begun');
    await database.put('Progress', progressKey(id, other), {
      exerciseId: other,
      attempts: 1,
      version: 1,
    });
    expect(await announceAll()).toEqual({ announced: 0, notNews: 0, failed: 0, left: 0 });
    expect(await toldOf('ghost')).toEqual([]);
    await database.remove('Progress', progressKey('404', exercise));
  });

  it('skips the work of a person with an unfinished account deletion', async () => {
    const leaving = await givenUnannounced('on-the-way-out', 2);
    const staying = await givenUnannounced('still-here', 2);
    await database.update('Users', userKey(leaving.id), {
      deletingAt: '2026-11-02T10:00:00.000Z',
    });
    expect(await announceAll()).toEqual({ announced: 2, notNews: 0, failed: 0, left: 0 });
    expect(await toldOf(leaving.login)).toEqual([]);
    expect(await toldOf(staying.login)).toEqual([...staying.exercises].sort());
    for (const id of leaving.exercises)
      await database.remove('Progress', progressKey(leaving.id, id));
  });

  it('stops when the API announces nothing, and reports the rest', async () => {
    const people = await Promise.all(
      Array.from({ length: 8 }, (_, i) => givenUnannounced(`waiting-${i}`, 4)),
    );
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    vi.spyOn(globalThis, 'fetch').mockImplementation(
      async () => new Response(null, { status: 503 }),
    );
    expect(await announceAll()).toEqual({ announced: 0, notNews: 0, failed: 25, left: 7 });
    vi.restoreAllMocks();
    expect(await announceAll()).toEqual({ announced: 32, notNews: 0, failed: 0, left: 0 });
    for (const each of people) expect(await toldOf(each.login)).toEqual([...each.exercises].sort());
  });

  it('announces at most twenty-five before it pauses, oldest first', async () => {
    await Promise.all(Array.from({ length: 8 }, (_, i) => givenUnannounced(`burst-${i}`, 4)));
    const told = () => subscriber.events('all').map(({ completedAt }) => completedAt);
    const before = told().length;
    const atPauses: number[] = [];
    const { announced } = await announceAll(async () => {
      await subscriber.settled();
      atPauses.push(told().length - before);
    });
    await subscriber.settled();
    expect([announced, ...atPauses]).toEqual([32, 25]);
    const [first, rest] = [told().slice(before, before + 25), told().slice(before + 25)];
    expect(rest).toHaveLength(7);
    const latest = [...first].sort().at(-1)!;
    expect(rest.every((completedAt) => completedAt >= latest)).toBe(true);
  });
});
