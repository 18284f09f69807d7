import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, expect, it } from 'vitest';
import { tableNames } from '../../local/config';
import { boardKey } from '../../model/board';
import { statsKey } from '../../model/exercise';
import { boardPeriods } from '../../model/period';
import { formerRankPk, rankNodeKeys, rankPk } from '../../model/rankTree';
import { reconcile } from '../../ops/reconcile';
import { exitCode } from '../../ops/report';
import { startFaultyDatabase } from '../stack/faults/faultyDatabase';
import { refuseForConflict } from '../stack/faults/kinds';
import { catalogue, rightHash } from '../support/catalogue';
import { submit } from '../support/completion';
import { databaseAt } from '../support/database';
import { givenPerson } from '../support/people';
import { givenStack } from '../support/stack';

const { url, dynamoEndpoint, streams } = await givenStack({ streams: true });
const database = databaseAt(dynamoEndpoint);
const front = await startFaultyDatabase(() => dynamoEndpoint);
const client = new DynamoDBClient({ endpoint: front.endpoint });
afterAll(async () => {
  client.destroy();
  await front.close();
});

const [, month] = boardPeriods(Date.now());
const exercise = catalogue.find(
  ({ prerequisites, points }) => prerequisites.length === 0 && points > 0,
)!;

const repair = () => reconcile(client, tableNames, { repair: true, waitMs: 5 });

/** A person who completed the exercise, with drift in their standing and in two trees. */
async function givenDrift(login: string): Promise<void> {
  const { id, token } = await givenPerson(login);
  await submit(url, token, exercise.id, rightHash(exercise));
  await streams!.drained();
  const [root] = rankNodeKeys(month, [0]);
  await database.update('Leaderboards', boardKey(month, id), { points: 7 });
  await database.update('Leaderboards', root!, { c009: 3 });
  await database.put('Leaderboards', { pk: formerRankPk(month), sk: 'NODE#' }, { c000: 1 });
}

it('skips a repair that conflicts with a transaction, and repairs everything else', async () => {
  await givenDrift('learner');
  await database.update('Exercises', statsKey(exercise.id, 0), { completions: 9, attempts: 9 });
  await front.set({
    at: 'request',
    act: (call) =>
      call.body.includes(statsKey(exercise.id, 0).sk) === true && refuseForConflict(call),
  });
  const first = await repair();
  expect(first.drifts.filter(({ isRepaired }) => !isRepaired)).toMatchObject([
    { kind: 'counters', exerciseId: exercise.id },
  ]);
  expect(exitCode(first)).toBe(2);

  await front.set();
  expect(exitCode(await repair())).toBe(0);
  expect(await repair()).toMatchObject({ drifts: [], pending: [], busy: [] });
});

it.each([
  ['a standing', 'BOARD#'],
  ['a node of a tree', rankPk(month)],
  ['a former tree', formerRankPk(month)],
])('does not abort on a conflict with %s', async (what, key) => {
  await givenDrift(what.replaceAll(' ', '-'));
  await front.set({
    at: 'request',
    act: (call) =>
      /Update|Delete/.test(call.operation) &&
      call.body.includes(key) === true &&
      refuseForConflict(call),
  });
  expect(exitCode(await repair())).toBe(2);
  await front.set();
  expect(exitCode(await repair())).toBe(0);
});
