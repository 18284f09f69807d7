import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, expect, it } from 'vitest';
import { tableNames } from '../../local/config';
import type { ItemKey } from '../../model/keys';
import { boardPeriods } from '../../model/period';
import { formerRankPk, rankPk } from '../../model/rankTree';
import { reconcile } from '../../ops/reconcile';
import { catalogue, rightHash } from '../support/catalogue';
import { ask } from '../support/client';
import { submit } from '../support/completion';
import { databaseAt } from '../support/database';
import { operation } from '../support/operation';
import { givenPerson } from '../support/people';
import { givenStack } from '../support/stack';

const { url, dynamoEndpoint, streams } = await givenStack({ streams: true });
const database = databaseAt(dynamoEndpoint);
const client = new DynamoDBClient({ endpoint: dynamoEndpoint });
const documents = DynamoDBDocumentClient.from(client);
const check = (repair = false) => reconcile(client, tableNames, { repair, waitMs: 5 });

const PEOPLE = 3;
const exercises = catalogue
  .filter(({ prerequisites, points }) => prerequisites.length === 0 && points > 0)
  .slice(0, PEOPLE + 1);
const [, ...openPeriods] = boardPeriods(Date.now());

interface Person {
  readonly login: string;
  readonly id: string;
  readonly token: string;
}
let people: Person[];

/** Each person has completed one exercise more than the previous one. */
beforeEach(async ({ task }) => {
  const logins = Array.from({ length: PEOPLE }, (_, i) => `of-${task.id}-${i}`);
  people = await Promise.all(
    logins.map(async (login) => ({ login, ...(await givenPerson(login)) })),
  );
  for (const [i, person] of people.entries()) {
    for (const exercise of exercises.slice(0, i + 1)) await complete(person, exercise);
  }
  await streams!.drained();
  return async () => {
    for (const person of people) await leave(person);
    await streams!.drained();
  };
});

const complete = ({ token }: Person, exercise: (typeof exercises)[number]) =>
  submit(url, token, exercise.id, rightHash(exercise));

const leave = ({ login, token }: Person) =>
  ask(
    url,
    { token },
    operation(`mutation ($login: String!) { deleteAccount(confirm: $login) { done } }`),
    { login },
  );

/** The ranks of all people, this month and this week. */
const ranks = () =>
  Promise.all(
    people.map(({ token }) =>
      ask(
        url,
        { token },
        operation(`{ viewer { week: rank(period: WEEK) month: rank(period: MONTH) } }`),
      ),
    ),
  );

const byPoints = (first: number) =>
  people.map((_, i) => ({ viewer: { week: first - i, month: first - i } }));

/** The rows of one partition of `Leaderboards`. */
async function rowsAt(pk: string): Promise<(ItemKey & Record<string, unknown>)[]> {
  const { Items = [] } = await documents.send(
    new QueryCommand({
      TableName: tableNames.Leaderboards,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': pk },
      ConsistentRead: true,
    }),
  );
  return Items as (ItemKey & Record<string, unknown>)[];
}

/** Moves the trees to their former keys, as they are right after the deploy that moves them. */
async function givenFormerTrees(): Promise<void> {
  for (const period of openPeriods) {
    for (const { pk, sk, ...rest } of await rowsAt(rankPk(period))) {
      await database.put('Leaderboards', { pk: formerRankPk(period), sk }, rest);
      await database.remove('Leaderboards', { pk, sk });
    }
  }
}

it('finds trees under their former keys, and rebuilds them on request', async () => {
  expect(await ranks()).toEqual(byPoints(PEOPLE));
  await givenFormerTrees();
  const lost = await ranks();
  expect(lost).not.toEqual(byPoints(PEOPLE));

  const found = await check();
  expect(found.drifts.map((drift) => [drift.kind, 'period' in drift && drift.period])).toEqual(
    openPeriods.map((period) => ['former tree', period]),
  );
  expect(found.pending).toHaveLength(openPeriods.length * PEOPLE);
  expect(found.busy).toEqual([]);
  expect(await ranks()).toEqual(lost);

  const repaired = await check(true);
  expect(repaired.drifts.filter(({ isRepaired }) => !isRepaired)).toEqual([]);
  expect(await ranks()).toEqual(byPoints(PEOPLE));
  expect(await check()).toMatchObject({ drifts: [], pending: [], busy: [] });
  for (const period of openPeriods) expect(await rowsAt(formerRankPk(period))).toEqual([]);
});

it('counts a person once who completes an exercise between the deploy and the repair', async () => {
  await givenFormerTrees();
  await complete(people.at(-1)!, exercises[PEOPLE]!);
  await streams!.drained();
  const found = await check();
  expect(found.pending).toHaveLength(openPeriods.length * (PEOPLE - 1));

  await check(true);
  expect(await ranks()).toEqual(byPoints(PEOPLE));
  expect(await check()).toMatchObject({ drifts: [], pending: [], busy: [] });
});

it('removes a person who leaves between the deploy and the repair', async () => {
  await givenFormerTrees();
  const leaver = people.shift()!;
  await leave(leaver);
  await streams!.drained();
  await check(true);
  expect(await ranks()).toEqual(byPoints(people.length));
  expect(await check()).toMatchObject({ drifts: [], pending: [], busy: [] });
  for (const period of openPeriods) {
    for (const pk of [rankPk(period), formerRankPk(period)]) {
      expect((await rowsAt(pk)).filter(({ sk }) => sk.includes(leaver.id))).toEqual([]);
    }
  }
});
