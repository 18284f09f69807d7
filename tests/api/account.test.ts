import { describe, expect, it } from 'vitest';
import { boardKey } from '../../model/board';
import { boardPeriods } from '../../model/period';
import { openDynamo } from '../../local/database/client';
import { tableNames } from '../../local/config';
import { userKey } from '../../model/user';
import { reconcile } from '../../ops/reconcile';
import { catalogue, rightHash } from '../support/catalogue';
import { ask, send } from '../support/client';
import { givenStarted, statsOf, submit } from '../support/completion';
import { databaseAt } from '../support/database';
import { givenHistory } from '../support/history';
import { operation } from '../support/operation';
import { givenPerson } from '../support/people';
import { personal } from '../support/personal';
import { givenStack } from '../support/stack';

const { url, apiKey, dynamoEndpoint } = await givenStack();
const database = databaseAt(dynamoEndpoint);

const [first, second] = catalogue.filter(
  ({ prerequisites, points }) => prerequisites.length === 0 && points > 0,
);

const DELETE_ACCOUNT = operation(
  `mutation ($confirm: String!) { deleteAccount(confirm: $confirm) { done } }`,
);

async function deleteAccount(token: string, confirm: string) {
  const { deleteAccount: answer } = await ask(url, { token }, DELETE_ACCOUNT, { confirm });
  return answer!;
}

const START = operation(`mutation ($id: ID!) { startExercise(exerciseId: $id) { attempts } }`);
const SUBMIT = operation(
  `mutation ($input: RecordCompletionInput!) { recordCompletion(input: $input) { outcome } }`,
);

const check = () => reconcile(openDynamo(dynamoEndpoint), tableNames, { repair: false, waitMs: 5 });

/** Calls `deleteAccount` until it is done. @returns the number of calls */
async function deleteWhole(token: string, confirm: string): Promise<number> {
  for (let calls = 1; calls <= 10; calls += 1) {
    const { done } = await deleteAccount(token, confirm);
    if (done) return calls;
  }
  throw new Error('The account was not gone after ten calls.');
}

describe('deleteAccount', () => {
  it('requires the viewer’s username, and deletes nothing without it', async () => {
    const { id, token } = await givenPerson('hesitant');
    const { errors } = await send(url, { token }, DELETE_ACCOUNT, { confirm: 'somebody' });
    expect(errors).toMatchObject([{ errorType: 'InvalidInput' }]);
    expect(await database.row('Users', userKey(id))).not.toBeNull();
  });

  it('removes all rows of the person and subtracts them from every counter', async () => {
    const { id, token } = await givenPerson('goner');
    const other = await givenPerson('stayer');
    for (const exercise of [first!, second!]) {
      await submit(url, token, exercise.id, rightHash(exercise));
      await submit(url, other.token, exercise.id, rightHash(exercise));
    }
    await ask(
      url,
      { token },
      operation(`mutation ($id: ID!) { startExercise(exerciseId: $id) { attempts } }`),
      {
        id: catalogue.find(({ id: exercise }) => exercise !== first!.id && exercise !== second!.id)!
          .id,
      },
    );
    const before = await statsOf(url, apiKey, first!.id);
    const { token: elsewhere } = await givenPerson('goner');

    expect(await deleteAccount(token, 'goner')).toEqual({ done: true });

    expect(await database.row('Users', userKey(id))).toBeNull();
    expect(await database.rowsOf('Progress', id)).toEqual([]);
    expect(await database.rowsOf('Leaderboards', id, boardPeriods(Date.now()))).toEqual([]);
    expect(await statsOf(url, apiKey, first!.id)).toEqual({
      completions: before.completions - 1,
      attempts: before.attempts - 1,
    });
    expect((await database.completedRows(first!.id)).map((row) => row['username'])).toEqual([
      'stayer',
    ]);
    expect(await database.row('Leaderboards', boardKey('ALL', other.id))).toMatchObject({
      points: first!.points + second!.points,
    });
    for (const gone of [token, elsewhere]) {
      expect((await send(url, { token: gone }, operation(`{ __typename }`))).status).toBe(401);
    }
  });

  it('deletes a long history in parts, with every counter correct after each', async () => {
    const { id, token } = await givenPerson('veteran');
    const history = await givenHistory(database, id, 'veteran', 150);
    const periods = history.flatMap(({ completedAt }) => boardPeriods(Date.parse(completedAt)));
    const counted = async () =>
      Promise.all(history.map(({ exerciseId }) => database.countedCompletions(exerciseId)));
    const completed = async () =>
      Promise.all(
        history.map(async ({ exerciseId }) => (await database.completedRows(exerciseId)).length),
      );

    expect(await deleteAccount(token, 'veteran')).toEqual({ done: false });
    const kept = await completed();
    expect(await counted()).toEqual(kept);
    const left = history.filter((_, index) => kept[index] === 1);
    expect(left.length).toBeGreaterThan(0);
    expect(left.length).toBeLessThan(history.length);
    expect(await database.row('Leaderboards', boardKey('ALL', id))).toMatchObject({
      points: left.reduce((sum, { points }) => sum + points, 0),
      completions: left.length,
    });
    expect(await check()).toMatchObject({ drifts: [], busy: [] });

    expect(await deleteWhole(token, 'veteran')).toBeLessThan(3);
    expect(await counted()).toEqual(history.map(() => 0));
    expect(await database.rowsOf('Leaderboards', id, periods)).toEqual([]);
  });

  it('refuses new work once it has started, and can be finished from another session', async () => {
    const { id, token } = await givenPerson('undecided');
    await givenHistory(database, id, 'undecided', 150);
    expect(await deleteAccount(token, 'undecided')).toEqual({ done: false });
    const { token: again } = await givenPerson('undecided');
    for (const each of [token, again]) {
      const { errors } = await send(url, { token: each }, START, { id: first!.id });
      expect(errors).toMatchObject([
        { errorType: 'Conflict', message: expect.stringContaining('deleteAccount') },
      ]);
    }
    const { errors } = await send(url, { token: again }, SUBMIT, {
      input: { exerciseId: first!.id, verificationHash: rightHash(first!) },
    });
    expect(errors).toMatchObject([{ errorType: 'Conflict' }]);
    await deleteWhole(again, 'undecided');
    expect(await database.rowsOf('Progress', id)).toEqual([]);
    for (const each of [token, again]) {
      expect((await send(url, { token: each }, operation(`{ __typename }`))).status).toBe(401);
    }
  });

  it('refuses a start later in the same request', async () => {
    const { id, token } = await givenPerson('hasty');
    const { data, errors } = await send(
      url,
      { token },
      operation(`mutation ($id: ID!) { a: deleteAccount(confirm: "hasty") { done }
         b: startExercise(exerciseId: $id) { attempts } }`),
      { id: first!.id },
    );
    expect(data).toEqual({ a: { done: true }, b: null });
    expect(errors).toMatchObject([{ path: ['b'], errorType: 'Unauthenticated' }]);
    expect(await database.rowsOf('Progress', id)).toEqual([]);
  });
});

describe('exportMyData', () => {
  it('contains all stored data, but no credentials', async () => {
    const { id, token } = await givenPerson('collector');
    const issued = await givenStarted(url, token, first!.id);
    await submit(url, token, first!.id, rightHash(first!));
    const { exportMyData } = await ask(url, { token }, operation(`{ exportMyData }`));
    expect(JSON.parse(exportMyData!)).toEqual({
      profile: {
        id,
        username: 'collector',
        email: null,
        avatarUrl: 'https://example.com/collector.png',
        createdAt: expect.any(String),
        lastLoginAt: expect.any(String),
      },
      progress: [
        {
          exerciseId: first!.id,
          startedAt: expect.any(String),
          completedAt: expect.any(String),
          attempts: 1,
          version: 1,
          ...issued,
          wrongAnswersAt: [],
          verificationHash: personal(first!.id, rightHash(first!), issued),
          username: 'collector',
          avatarUrl: 'https://example.com/collector.png',
          points: first!.points,
        },
      ],
      sessions: [
        {
          id: expect.stringMatching(/^[0-9a-f]{64}$/),
          createdAt: expect.any(String),
          userAgent: 'test',
          expiresAt: expect.any(String),
        },
      ],
      nextToken: null,
    });
    expect(exportMyData).not.toContain(token);
  });

  it('requires a session', async () => {
    const { data, errors } = await send(url, { apiKey }, operation(`{ exportMyData }`));
    expect(data).toEqual({ exportMyData: null });
    expect(errors).toMatchObject([{ errorType: 'Unauthorized' }]);
  });
});
