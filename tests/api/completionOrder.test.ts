import { afterAll, expect, it } from 'vitest';
import { tableNames } from '../../local/config';
import { openDynamo } from '../../local/database/client';
import { boardKey, rankKey } from '../../model/board';
import { ALL_TIME } from '../../model/period';
import { progressKey } from '../../model/progress';
import { reconcile } from '../../ops/reconcile';
import { catalogue, rightHash } from '../support/catalogue';
import { givenStarted, submit } from '../support/completion';
import { databaseAt } from '../support/database';
import { startDynamoProxy } from '../support/dynamoProxy';
import { givenPerson } from '../support/people';
import { givenFrontedStack } from '../support/stack';

/** Runs before the next transaction is forwarded to the database. */
let beforeTransaction: (() => Promise<unknown>) | undefined;

const {
  stack: { url },
  databaseEndpoint,
} = await givenFrontedStack((endpoint) =>
  startDynamoProxy(endpoint, async (_origin, operation) => {
    if (operation !== 'TransactWriteItems') return;
    const act = beforeTransaction;
    beforeTransaction = undefined;
    await act?.();
  }),
);
const database = databaseAt(databaseEndpoint);
const client = openDynamo(databaseEndpoint);
afterAll(() => client.destroy());

const [exerciseA, exerciseB] = catalogue.filter(
  ({ prerequisites, points }) => prerequisites.length === 0 && points > 0,
);

it('a completion that is written after a later one keeps the times of the later one', async () => {
  const { id, token } = await givenPerson('overtaken');
  for (const exercise of [exerciseA!, exerciseB!]) await givenStarted(url, token, exercise.id);
  beforeTransaction = async () => {
    const begun = Date.now();
    while (Date.now() === begun) await new Promise(setImmediate);
    await submit(url, token, exerciseB!.id, rightHash(exerciseB!));
  };
  await submit(url, token, exerciseA!.id, rightHash(exerciseA!));
  const completedAt = async (exerciseId: string) =>
    (await database.row('Progress', progressKey(id, exerciseId)))!['completedAt'] as string;
  const later = await completedAt(exerciseB!.id);
  expect(later > (await completedAt(exerciseA!.id))).toBe(true);
  expect(await database.row('Leaderboards', boardKey(ALL_TIME, id))).toMatchObject({
    completions: 2,
    lastCompletedAt: later,
    rankKey: rankKey(exerciseA!.points + exerciseB!.points, Date.parse(later)),
  });
  const { drifts } = await reconcile(client, tableNames, { repair: false, waitMs: 0 });
  expect(drifts).toEqual([]);
});
