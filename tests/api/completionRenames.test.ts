import { afterEach, expect, it } from 'vitest';
import { boardKey } from '../../model/board';
import { boardPeriods } from '../../model/period';
import { progressKey } from '../../model/progress';
import { userKey } from '../../model/user';
import { catalogue, rightHash } from '../support/catalogue';
import { givenStarted, personalAnswer, submit, trySubmit } from '../support/completion';
import { databaseAt } from '../support/database';
import { startFront } from '../support/databaseFront';
import { avatarOf, givenIdentified, givenPerson } from '../support/people';
import { profileRecord } from '../support/streamRecords';
import { givenFrontedStack } from '../support/stack';

/** Run before the next transaction of the API, and after it, before its response is delivered. */
let before: (() => Promise<unknown>) | undefined;
let after: (() => Promise<unknown>) | undefined;
/** Attributes that eventually consistent reads still find on profiles. */
let stale: Record<string, unknown> | undefined;
afterEach(() => {
  before = after = stale = undefined;
});

const take = (act: typeof before): Promise<unknown> | undefined => act?.();

/** A database between whose calls something happens, and whose replicas lag behind. */
const {
  stack: { url },
  databaseEndpoint,
} = await givenFrontedStack((endpoint) =>
  startFront(
    () => endpoint,
    async ({ operation, body, forward, answer }) => {
      const isTransaction = operation === 'TransactWriteItems';
      if (isTransaction) {
        const act = before;
        before = undefined;
        await take(act);
      }
      const { status, body: text } = await forward();
      if (isTransaction) {
        const act = after;
        after = undefined;
        await take(act);
      }
      answer(status, operation === 'BatchGetItem' ? lagging(body, text) : text);
    },
  ),
);
const database = databaseAt(databaseEndpoint);

/** A response to a batch of reads, in which eventually consistent profiles are stale. */
function lagging(request: Buffer, response: Buffer): Buffer | string {
  if (!stale) return response;
  const { RequestItems } = JSON.parse(request.toString()) as {
    RequestItems: Record<string, { ConsistentRead?: boolean }>;
  };
  const answered = JSON.parse(response.toString()) as {
    Responses?: Record<string, Record<string, { S?: string }>[]>;
  };
  for (const [table, rows] of Object.entries(answered.Responses ?? {})) {
    if (RequestItems[table]!.ConsistentRead) continue;
    for (const row of rows) if (row['sk']?.S === 'PROFILE') Object.assign(row, stale);
  }
  return JSON.stringify(answered);
}

const [exerciseA, exerciseB] = catalogue.filter(
  ({ prerequisites, points }) => prerequisites.length === 0 && points > 0,
);

/** The names on the person's row of an exercise and on all of its boards. */
async function namesOf(id: string, exerciseId: string): Promise<unknown[]> {
  const row = (await database.row('Progress', progressKey(id, exerciseId)))!;
  const periods = boardPeriods(Date.parse(row['completedAt'] as string));
  const boards = await Promise.all(
    periods.map((period) => database.row('Leaderboards', boardKey(period, id))),
  );
  return [
    ...new Set([row, ...boards].map((each) => [each!['username'], each!['avatarUrl']].join())),
  ];
}

const shown = (username: string) => ({ username, avatarUrl: avatarOf(username) });

async function followStream(id: string, from: string, to: string): Promise<void> {
  const { handler } = await import('../../functions/renamePerson');
  const { batchItemFailures } = await handler({
    Records: [profileRecord(id, shown(from), shown(to))],
  });
  expect(batchItemFailures).toEqual([]);
}

it('a completion that commits after a rename has the new name', async () => {
  const { id, token } = await givenPerson('renamed-before');
  await givenStarted(url, token, exerciseA!.id);
  before = async () => {
    await givenIdentified(id, 'now-before');
    // The stream was faster: nothing renames the completion later.
    await followStream(id, 'renamed-before', 'now-before');
  };
  const { outcome } = await submit(url, token, exerciseA!.id, rightHash(exerciseA!));
  expect(outcome).toBe('COMPLETED');
  expect(await namesOf(id, exerciseA!.id)).toEqual([`now-before,${avatarOf('now-before')}`]);
});

it('a completion that commits after a change of the avatar has the new avatar', async () => {
  const { id, token } = await givenPerson('same-face');
  await givenStarted(url, token, exerciseA!.id);
  before = () => givenIdentified(id, 'same-face', { avatarUrl: 'https://example.com/new.png' });
  await submit(url, token, exerciseA!.id, rightHash(exerciseA!));
  expect(await namesOf(id, exerciseA!.id)).toEqual(['same-face,https://example.com/new.png']);
});

it('a completion that commits before a rename is renamed', async () => {
  const { id, token } = await givenPerson('renamed-after');
  await givenStarted(url, token, exerciseA!.id);
  after = async () => {
    await givenIdentified(id, 'now-after');
    await followStream(id, 'renamed-after', 'now-after');
  };
  const { outcome } = await submit(url, token, exerciseA!.id, rightHash(exerciseA!));
  expect(outcome).toBe('COMPLETED');
  expect(await namesOf(id, exerciseA!.id)).toEqual([`now-after,${avatarOf('now-after')}`]);
});

it('a completion succeeds while replicas still have the former name', async () => {
  const { id, token } = await givenPerson('lagging');
  await submit(url, token, exerciseA!.id, rightHash(exerciseA!));
  const hash = await personalAnswer(url, token, exerciseB!.id, rightHash(exerciseB!));
  await givenIdentified(id, 'up-to-date');
  await followStream(id, 'lagging', 'up-to-date');
  stale = { username: { S: 'lagging' }, avatarUrl: { S: avatarOf('lagging') } };
  const { data } = await trySubmit(url, token, exerciseB!.id, hash);
  expect(data).toMatchObject({ recordCompletion: { outcome: 'COMPLETED' } });
  expect(await namesOf(id, exerciseB!.id)).toEqual([`up-to-date,${avatarOf('up-to-date')}`]);
  expect(await namesOf(id, exerciseA!.id)).toEqual([`up-to-date,${avatarOf('up-to-date')}`]);
});

it('a completion beside the loss of the name shows the person without it', async () => {
  const { id, token } = await givenPerson('contested');
  await givenStarted(url, token, exerciseA!.id);
  before = () => givenIdentified('4001', 'contested');
  await submit(url, token, exerciseA!.id, rightHash(exerciseA!));
  expect(await namesOf(id, exerciseA!.id)).toEqual([`~${id},${avatarOf('contested')}`]);
  expect(await database.row('Users', userKey(id))).toMatchObject({ username: `~${id}` });
});
