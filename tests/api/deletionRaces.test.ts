import { afterAll, describe, expect, it } from 'vitest';
import { tableNames } from '../../local/config';
import { openDynamo } from '../../local/database/client';
import { reconcile } from '../../ops/reconcile';
import { catalogue, rightHash } from '../support/catalogue';
import { send } from '../support/client';
import { givenStarted, personalAnswer } from '../support/completion';
import { databaseAt } from '../support/database';
import { startDynamoProxy } from '../support/dynamoProxy';
import { operation } from '../support/operation';
import { givenPerson } from '../support/people';
import { rowsOfPeople } from '../support/rowsOfPeople';
import { givenExpiredSessions } from '../support/sessions';
import { givenFrontedStack } from '../support/stack';

/** Hooks that run before a call is forwarded, by operation. `call` is its number, from 1. */
let before: Record<string, ((call: number) => Promise<unknown>) | undefined> = {};
let calls: Record<string, number> = {};

const {
  stack: { url },
  databaseEndpoint,
} = await givenFrontedStack((endpoint) =>
  startDynamoProxy(endpoint, async (_origin, operation) => {
    const call = (calls[operation] ?? 0) + 1;
    calls[operation] = call;
    await before[operation]?.(call);
  }),
);
const client = openDynamo(databaseEndpoint);
afterAll(() => client.destroy());

const [exerciseA, exerciseB, exerciseC, exerciseD] = catalogue.filter(
  ({ prerequisites, points }) => prerequisites.length === 0 && points > 0,
);

/** The result of a mutation as JSON, or its errorType. */
async function answerOf(
  token: string,
  query: string,
  variables: Record<string, unknown>,
): Promise<string> {
  const { data, errors } = await send(url, { token }, query, variables);
  const [answer] = Object.values(data as Record<string, unknown>);
  return answer ? JSON.stringify(answer) : String(errors?.[0]?.errorType);
}

const submit = async (token: string, exerciseId: string, hash: string) =>
  answerOf(
    token,
    operation(
      `mutation ($input: RecordCompletionInput!) { recordCompletion(input: $input) { outcome } }`,
    ),
    {
      input: {
        exerciseId,
        verificationHash: await personalAnswer(url, token, exerciseId, hash),
      },
    },
  );

const start = (token: string, id: string) =>
  answerOf(
    token,
    operation(`mutation ($id: ID!) { startExercise(exerciseId: $id) { attempts } }`),
    { id },
  );

const leave = (token: string, confirm: string) =>
  answerOf(
    token,
    operation(`mutation ($confirm: String!) { deleteAccount(confirm: $confirm) { done } }`),
    {
      confirm,
    },
  );

const COMPLETED = '{"outcome":"COMPLETED"}';
const DONE = '{"done":true}';
const REFUSED = /^(Conflict|Unauthenticated)$/;

/**
 * Creates a person who has completed one exercise and started two more, and resets the hooks and the
 * call counters.
 */
async function givenLearner(login: string): Promise<{ id: string; token: string }> {
  before = {};
  const person = await givenPerson(login);
  expect(await submit(person.token, exerciseA!.id, rightHash(exerciseA!))).toBe(COMPLETED);
  for (const { id } of [exerciseB!, exerciseC!]) await givenStarted(url, person.token, id);
  calls = {};
  return person;
}

/** Blocks a caller of `pass` until `open` is called. */
function gate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => (open = resolve));
  let reach = () => {};
  const reached = new Promise<void>((resolve) => (reach = resolve));
  return {
    open,
    reached,
    pass: () => {
      reach();
      return opened;
    },
  };
}

async function expectNothingLeft(userId: string): Promise<void> {
  before = {};
  const rows = await rowsOfPeople(client);
  expect(rows.filter((row) => row.userId === userId)).toEqual([]);
  const { drifts, busy } = await reconcile(client, tableNames, { repair: false, waitMs: 0 });
  expect({ drifts, busy }).toEqual({ drifts: [], busy: [] });
}

describe('two completions in flight', () => {
  const MOMENTS = [
    'before the freeze',
    'before the history is read',
    'before the work is removed',
    'after the answer',
  ] as const;

  /** Both are blocked before they commit. Each is released at its moment of the deletion. */
  it.each([
    [0, 0, COMPLETED, COMPLETED],
    [0, 1, COMPLETED, REFUSED],
    [0, 2, COMPLETED, REFUSED],
    [1, 2, REFUSED, REFUSED],
    [2, 3, REFUSED, REFUSED],
    [3, 3, REFUSED, REFUSED],
  ])('released at moments %i and %i leave no rows', async (momentB, momentC, answerB, answerC) => {
    const login = `learner-${momentB}-${momentC}`;
    const { id, token } = await givenLearner(login);
    const [gateB, gateC] = [gate(), gate()];
    const letGo = async (moment: (typeof MOMENTS)[number]): Promise<void> => {
      if (MOMENTS[momentB] === moment) {
        gateB.open();
        await b;
      }
      if (MOMENTS[momentC] === moment) {
        gateC.open();
        await c;
      }
    };
    before = {
      TransactWriteItems: (call) => {
        if (call === 1) return gateB.pass();
        return call === 2 ? gateC.pass() : letGo('before the work is removed');
      },
      UpdateItem: () => letGo('before the freeze'),
      Query: () => letGo('before the history is read'),
    };
    const b = submit(token, exerciseB!.id, rightHash(exerciseB!));
    await gateB.reached;
    const c = submit(token, exerciseC!.id, rightHash(exerciseC!));
    await gateC.reached;

    expect(await leave(token, login)).toBe(DONE);
    await letGo('after the answer');

    expect(await b).toMatch(answerB);
    expect(await c).toMatch(answerC);
    await expectNothingLeft(id);
  });
});

describe('requests that passed the authorizer before the deletion returned', () => {
  const WRONG = 'b'.repeat(64);

  it.each([
    [
      'a right answer',
      'TransactWriteItems',
      (token: string) => submit(token, exerciseB!.id, rightHash(exerciseB!)),
    ],
    ['a start', 'TransactWriteItems', (token: string) => start(token, exerciseD!.id)],
  ])('%s writes nothing afterwards', async (what, operation, act) => {
    const login = what.replaceAll(' ', '-');
    const { id, token } = await givenLearner(login);
    const held = gate();
    before = { [operation]: (call) => (call === 1 ? held.pass() : Promise.resolve()) };
    const acted = act(token);
    await held.reached;
    expect(await leave(token, login)).toBe(DONE);
    held.open();
    expect(await acted).toBe('Unauthenticated');
    await expectNothingLeft(id);
  });

  it('an incorrect submission to a started exercise writes nothing afterwards', async () => {
    const { id, token } = await givenLearner('stubborn');
    const held = gate();
    before = { UpdateItem: (call) => (call === 1 ? held.pass() : Promise.resolve()) };
    const acted = submit(token, exerciseB!.id, WRONG);
    await held.reached;
    expect(await leave(token, 'stubborn')).toBe(DONE);
    held.open();
    expect(await acted).toBe('Unauthenticated');
    await expectNothingLeft(id);
  });

  it('a concurrent sign-in keeps its session and the account until the next call', async () => {
    const { id, token } = await givenLearner('homecomer');
    before = {
      // The last transaction of the deletion: the one that removes the profile.
      TransactWriteItems: async (call) => {
        if (call !== 2) return;
        before = {};
        again = (await givenPerson('homecomer')).token;
      },
    };
    let again = '';
    expect(await leave(token, 'homecomer')).toBe('{"done":false}');
    expect(await leave(again, 'homecomer')).toBe(DONE);
    await expectNothingLeft(id);
  });

  it('a deletion succeeds when a concurrent call removes the rest', async () => {
    const { id, token } = await givenLearner('resolute');
    const { token: other } = await givenPerson('resolute');
    calls = {};
    before = {
      // This call's last transaction: the one that removes the profile.
      TransactWriteItems: async (call) => {
        if (call !== 2) return;
        before = {};
        expect(await leave(other, 'resolute')).toBe(DONE);
      },
    };
    expect(await leave(token, 'resolute')).toBe(DONE);
    await expectNothingLeft(id);
  });

  it('a delayed deletion does not delete an account created in the meantime', async () => {
    const { token } = await givenLearner('revenant');
    const { token: other } = await givenPerson('revenant');
    calls = {};
    const held = gate();
    before = { UpdateItem: (call) => (call === 1 ? held.pass() : Promise.resolve()) };
    const late = leave(token, 'revenant');
    await held.reached;
    expect(await leave(other, 'revenant')).toBe(DONE);
    const { token: fresh } = await givenPerson('revenant');
    expect(await start(fresh, exerciseA!.id)).toBe('{"attempts":0}');
    held.open();
    expect(await late).toMatch(REFUSED);
    expect(await start(fresh, exerciseB!.id)).toBe('{"attempts":0}');
  });

  it('expired sessions are deleted with the account', async () => {
    const { id, token } = await givenLearner('forgetful');
    await givenExpiredSessions(databaseAt(databaseEndpoint), id, 30);
    let answer = '';
    let call = 0;
    do {
      answer = await leave(token, 'forgetful');
      call += 1;
    } while (answer !== DONE && call < 5);
    expect([answer, call]).toEqual([DONE, 2]);
    await expectNothingLeft(id);
  });
});
