import { expect, it } from 'vitest';
import { tableNames } from '../../local/config';
import { progressKey } from '../../model/progress';
import { userKey } from '../../model/user';
import { catalogue, rightHash } from '../support/catalogue';
import { ask, send } from '../support/client';
import { submit } from '../support/completion';
import { databaseAt } from '../support/database';
import { startFront, type Call } from '../support/databaseFront';
import { sessionIdOf } from '../support/indexLag';
import { operation } from '../support/operation';
import { givenPerson } from '../support/people';
import { givenFrontedStack } from '../support/stack';

/** Intercepts the database calls of a test while it is set. @returns whether it handled the call */
let act: ((call: Call) => Promise<boolean>) | undefined;

const {
  stack: { url },
  databaseEndpoint,
} = await givenFrontedStack((target) =>
  startFront(
    () => target,
    async (call) => {
      if (await act?.(call)) return;
      const { status, body } = await call.forward();
      call.answer(status, body);
    },
  ),
);
const database = databaseAt(databaseEndpoint);
const exercise = catalogue.find(
  ({ prerequisites, points }) => prerequisites.length === 0 && points > 0,
)!;

/** Returns a BatchGetItem with all keys unprocessed, as DynamoDB does when it throttles. */
function answerNothing({ operation, body, answer }: Call): boolean {
  if (operation !== 'BatchGetItem') return false;
  const { RequestItems: UnprocessedKeys } = JSON.parse(body.toString()) as Record<string, unknown>;
  answer(200, JSON.stringify({ Responses: {}, UnprocessedKeys }));
  return true;
}

it('a deletion that fails on a later read does not report that nothing was written', async () => {
  const { id, token } = await givenPerson('leaver');
  await submit(url, token, exercise.id, rightHash(exercise));
  const leave = operation(`mutation { deleteAccount(confirm: "leaver") { done } }`);
  act = async (call) => answerNothing(call);
  const { errors } = await send(url, { token }, leave);
  act = undefined;
  expect(errors).toMatchObject([
    { errorType: 'Conflict', message: 'The database is busy. Try again.' },
  ]);
  expect(await database.row('Users', userKey(id))).toHaveProperty('deletingAt');
  expect(await ask(url, { token }, leave)).toEqual({ deleteAccount: { done: true } });
});

it('a deletion that leaves a session open returns done: false', async () => {
  const { id, token } = await givenPerson('two-clients');
  const { token: other } = await givenPerson('two-clients');
  // Only the index lists the other session.
  await database.update('Users', userKey(id), { recentSessions: [`0.${sessionIdOf(token)}`] });
  const leave = operation(`mutation { deleteAccount(confirm: "two-clients") { done } }`);
  act = async ({ operation, body, answer }) => {
    if (operation !== 'BatchWriteItem') return false;
    const { RequestItems: UnprocessedItems } = JSON.parse(body.toString()) as {
      RequestItems: object;
    };
    answer(200, JSON.stringify({ UnprocessedItems }));
    return true;
  };
  expect(await ask(url, { token }, leave)).toEqual({ deleteAccount: { done: false } });
  act = undefined;
  expect((await send(url, { token: other }, operation(`{ __typename }`))).status).toBe(200);
  expect(await ask(url, { token }, leave)).toEqual({ deleteAccount: { done: true } });
  expect((await send(url, { token: other }, operation(`{ __typename }`))).status).toBe(401);
});

it('a submission with a lost write response does not claim that nothing was written', async () => {
  const { id, token } = await givenPerson('guesser');
  await ask(
    url,
    { token },
    operation(`mutation ($id: ID!) { startExercise(exerciseId: $id) { attempts } }`),
    { id: exercise.id },
  );
  let isWritten = false;
  act = async (call) => {
    if (isWritten) return answerNothing(call);
    const isAnswer =
      call.operation === 'UpdateItem' && call.body.includes(tableNames.Progress) === true;
    if (!isAnswer) return false;
    await call.forward();
    isWritten = true;
    call.socket.destroy();
    return true;
  };
  const { errors } = await send(
    url,
    { token },
    operation(
      `mutation ($input: RecordCompletionInput!) { recordCompletion(input: $input) { outcome } }`,
    ),
    { input: { exerciseId: exercise.id, verificationHash: 'b'.repeat(64) } },
  );
  act = undefined;
  expect(await database.row('Progress', progressKey(id, exercise.id))).toMatchObject({
    attempts: 1,
  });
  // To clients, a Conflict means that the submission was not counted.
  expect(errors).toMatchObject([{ errorType: 'Internal' }]);
});
