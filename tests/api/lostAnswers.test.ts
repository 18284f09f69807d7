import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { tableNames } from '../../local/config';
import { openDynamo } from '../../local/database/client';
import { boardKey } from '../../model/board';
import { progressKey } from '../../model/progress';
import { reconcile } from '../../ops/reconcile';
import { startAnswerLoss } from '../support/answerLoss';
import { catalogue, rightHash } from '../support/catalogue';
import { ask, send } from '../support/client';
import { personalAnswer } from '../support/completion';
import { databaseAt } from '../support/database';
import { givenPerson } from '../support/people';
import { rowsOfPeople } from '../support/rowsOfPeople';
import { givenProductApi } from '../stack/faults/givenProductApi';
import { operation, type Given } from '../support/operation';
import type { Operation } from '../../model/operation';
import { givenFrontedStack } from '../support/stack';

const {
  stack: { url },
  front,
  databaseEndpoint,
} = await givenFrontedStack(startAnswerLoss);
const database = databaseAt(databaseEndpoint);
const client = openDynamo(databaseEndpoint);
afterAll(() => client.destroy());

const WRONG = 'b'.repeat(64);
const exercise = catalogue.find(
  ({ prerequisites, points }) => prerequisites.length === 0 && points > 0,
)!;

const RECORD = operation(`mutation ($input: RecordCompletionInput!) {
  recordCompletion(input: $input) { outcome progress { attempts } }
}`);
const START = operation(
  `mutation ($id: ID!) { startExercise(exerciseId: $id) { startedAt attempts } }`,
);
const REVOKE = operation(`mutation ($id: ID!) { revokeSession(id: $id) { sessionsEnded done } }`);
const DELETE_ACCOUNT = operation(
  `mutation ($login: String!) { deleteAccount(confirm: $login) { done } }`,
);

/** Starts the exercise, so that a fault afterwards meets only the submission. */
const submission = async (token: string, hash: string) => ({
  input: {
    exerciseId: exercise.id,
    verificationHash: await personalAnswer(url, token, exercise.id, hash),
  },
});

const isOpen = async (token: string): Promise<boolean> =>
  (await send(url, { token }, operation(`{ __typename }`))).status === 200;

/** Runs an operation while the first `answers` responses to `action` are lost. */
async function answerWithout<Data, Variables>(
  action: string,
  answers: number,
  token: string,
  query: Operation<Data, Variables>,
  ...variables: Given<Variables>
): Promise<Data> {
  front.lose(action, answers);
  front.takeCalls();
  const answer = await ask(url, { token }, query, ...variables);
  // The write was retried.
  expect(front.takeCalls().filter((call) => call === action).length).toBeGreaterThan(answers);
  return answer;
}

describe('when a response of the database is lost', () => {
  it('logout: the session ends, counted once', async () => {
    const { token } = await givenPerson('leaver');
    expect(
      await answerWithout(
        'DeleteItem',
        1,
        token,
        operation(`mutation { logout { sessionsEnded done } }`),
      ),
    ).toEqual({ logout: { sessionsEnded: 1, done: true } });
    expect(await isOpen(token)).toBe(false);
  });

  it.each(['UpdateItem', 'BatchWriteItem', 'DeleteItem'])(
    'logout everywhere, %s: every session ends, each counted once',
    async (action) => {
      const login = `leaver-${action.toLowerCase()}`;
      const { token: other } = await givenPerson(login);
      const { token } = await givenPerson(login);
      expect(
        await answerWithout(
          action,
          1,
          token,
          operation(`mutation { logout(everywhere: true) { sessionsEnded done } }`),
        ),
      ).toEqual({ logout: { sessionsEnded: 2, done: true } });
      expect(await Promise.all([token, other].map(isOpen))).toEqual([false, false]);
    },
  );

  it('revokeSession: the session ends, counted once', async () => {
    const { token: other } = await givenPerson('revoker');
    const { token } = await givenPerson('revoker');
    const { viewer } = await ask(
      url,
      { token },
      operation(`{ viewer { sessions { id current } } }`),
    );
    const { id } = viewer!.sessions!.find(({ current }) => !current)!;
    expect(await answerWithout('DeleteItem', 1, token, REVOKE, { id })).toEqual({
      revokeSession: { sessionsEnded: 1, done: true },
    });
    expect(await isOpen(other)).toBe(false);
    expect((await send(url, { token }, REVOKE, { id })).errors).toMatchObject([
      { errorType: 'NotFound' },
    ]);
  });

  it.each([1, 2])('an incorrect submission counts once after %i lost responses', async (losses) => {
    const { id, token } = await givenPerson(`guesser-${losses}`);
    expect(
      await answerWithout('UpdateItem', losses, token, RECORD, await submission(token, WRONG)),
    ).toEqual({
      recordCompletion: { outcome: 'REJECTED', progress: { attempts: 1 } },
    });
    expect(await database.row('Progress', progressKey(id, exercise.id))).toMatchObject({
      attempts: 1,
    });
  });

  it('an incorrect submission is not mistaken for a concurrent one', async () => {
    const { token } = await givenPerson('twofold');
    await ask(url, { token }, RECORD, await submission(token, WRONG));
    const both = await Promise.all([
      answerWithout('UpdateItem', 1, token, RECORD, await submission(token, WRONG)),
      ask(url, { token }, RECORD, await submission(token, WRONG)),
    ]);
    const attempts = both.map(({ recordCompletion }) => recordCompletion!.progress!.attempts);
    expect(Math.max(...attempts)).toBe(3);
  });

  it('a correct submission completes once and returns COMPLETED', async () => {
    const { id, token } = await givenPerson('solver');
    expect(
      await answerWithout(
        'TransactWriteItems',
        1,
        token,
        RECORD,
        await submission(token, rightHash(exercise)),
      ),
    ).toEqual({
      recordCompletion: { outcome: 'COMPLETED', progress: { attempts: 1 } },
    });
    expect(await database.row('Leaderboards', boardKey('ALL', id))).toMatchObject({
      points: exercise.points,
      completions: 1,
    });
    expect(
      await ask(url, { token }, RECORD, await submission(token, rightHash(exercise))),
    ).toMatchObject({
      recordCompletion: { outcome: 'ALREADY_COMPLETED' },
    });
  });

  it('a start returns the stored start time', async () => {
    const { id, token } = await givenPerson('starter');
    const started = await answerWithout('TransactWriteItems', 1, token, START, { id: exercise.id });
    expect(await database.row('Progress', progressKey(id, exercise.id))).toMatchObject(
      started.startExercise!,
    );
  });

  it('an announcement is made once', async () => {
    const { id, token } = await givenPerson('announced');
    await ask(url, { token }, RECORD, await submission(token, rightHash(exercise)));
    const api = givenProductApi(front.endpoint);
    onTestFinished(() => api.close());
    api.bePatient();
    const announce = () =>
      api.ask(
        {
          name: 'publishCompletion',
          mode: 'AWS_IAM',
          query: operation(`mutation ($input: PublishCompletionInput!) {
            publishCompletion(input: $input) { username }
          }`),
          variables: () => ({ input: { userId: id, exerciseId: exercise.id } }),
          answer: () => undefined,
        },
        { id, username: 'announced', tokenHash: '', otherTokenHash: '' },
      );
    front.lose('UpdateItem', 1);
    expect(await announce()).toEqual({ data: { publishCompletion: { username: 'announced' } } });
    expect(await announce()).toEqual({ data: { publishCompletion: null } });
  });

  it.each(['UpdateItem', 'TransactWriteItems', 'BatchWriteItem'])(
    'deleteAccount, %s: nothing is left',
    async (action) => {
      const login = `goner-${action.toLowerCase()}`;
      await givenPerson(login);
      const { id, token } = await givenPerson(login);
      await ask(url, { token }, RECORD, await submission(token, rightHash(exercise)));
      expect(await answerWithout(action, 1, token, DELETE_ACCOUNT, { login })).toEqual({
        deleteAccount: { done: true },
      });
      const rows = await rowsOfPeople(client);
      expect(rows.filter((row) => row.userId === id)).toEqual([]);
    },
  );
});

/**
 * AppSync does not document whether it retries a transaction with the token of the first try.
 * Without the token, the retry fails on the rows that the first try wrote.
 */
describe('a transaction that is retried without its token', () => {
  it('a right answer is recognized', async () => {
    const { token } = await givenPerson('right-answer');
    const right = await submission(token, rightHash(exercise));
    front.forgetTokens();
    const answer = await answerWithout('TransactWriteItems', 1, token, RECORD, right);
    expect(answer).toEqual({
      recordCompletion: { outcome: 'COMPLETED', progress: { attempts: 1 } },
    });
  });

  it('a start is recognized', async () => {
    const { token } = await givenPerson('restarter');
    front.forgetTokens();
    expect(
      await answerWithout(
        'TransactWriteItems',
        1,
        token,
        operation(`mutation ($id: ID!) { startExercise(exerciseId: $id) { attempts } }`),
        { id: exercise.id },
      ),
    ).toEqual({ startExercise: { attempts: 0 } });
  });

  it('the deletion of an account is recognized', async () => {
    const { id, token } = await givenPerson('forgotten');
    front.forgetTokens();
    expect(
      await answerWithout(
        'TransactWriteItems',
        1,
        token,
        operation(`mutation { deleteAccount(confirm: "forgotten") { done } }`),
      ),
    ).toEqual({ deleteAccount: { done: true } });
    const rows = await rowsOfPeople(client);
    expect(rows.filter(({ userId }) => userId === id)).toEqual([]);
  });

  it('work is subtracted once, and the next call continues', async () => {
    const { token: other } = await givenPerson('colleague');
    await ask(url, { token: other }, RECORD, await submission(other, rightHash(exercise)));
    const { id, token } = await givenPerson('worker');
    await ask(url, { token }, RECORD, await submission(token, rightHash(exercise)));
    front.forgetTokens();
    const leave = operation(`mutation { deleteAccount(confirm: "worker") { done } }`);
    expect(await answerWithout('TransactWriteItems', 1, token, leave)).toEqual({
      deleteAccount: { done: false },
    });
    const { drifts, busy } = await reconcile(client, tableNames, { repair: false, waitMs: 0 });
    expect({ drifts, busy }).toEqual({ drifts: [], busy: [] });
    expect(await ask(url, { token }, leave)).toEqual({ deleteAccount: { done: true } });
    const rows = await rowsOfPeople(client);
    expect(rows.filter(({ userId }) => userId === id)).toEqual([]);
  });
});
