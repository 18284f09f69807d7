import { afterAll, expect, it } from 'vitest';
import { startEmbedded } from '../../local/dynamo/embedded';
import { ask, send } from '../support/client';
import { startFront } from '../support/databaseFront';
import { sessionIdOf } from '../support/indexLag';
import { givenPerson } from '../support/people';
import { givenStack } from '../support/stack';

const CONFLICT = JSON.stringify({
  __type: 'com.amazonaws.dynamodb.v20120810#TransactionConflictException',
  message: 'Transaction is ongoing for the item',
});

/** The operation that a transaction is in the way of. */
let disturbed = '';
const embedded = await startEmbedded();
const front = await startFront(
  () => embedded.endpoint,
  async ({ operation, forward, answer }) => {
    if (operation === disturbed) return answer(400, CONFLICT);
    const { status, body } = await forward();
    answer(status, body);
  },
);
afterAll(async () => {
  await front.close();
  await embedded.stop();
});
const { url } = await givenStack({ dynamoEndpoint: front.endpoint, streams: false });

it.each([
  ['logout', 'DeleteItem', () => 'logout { done }'],
  ['logout', 'UpdateItem', () => 'logout(everywhere: true) { done }'],
  ['logout', 'BatchWriteItem', () => 'logout(everywhere: true) { done }'],
  ['logout', 'DeleteItem', () => 'logout(everywhere: true) { done }'],
  ['revokeSession', 'DeleteItem', (id: string) => `revokeSession(id: "${id}") { done }`],
])('%s is a Conflict while a transaction is in the way of %s', async (field, operation, call) => {
  const login = `hindered-${field}-${operation}-${call('').length}`.toLowerCase();
  const { token: other } = await givenPerson(login);
  const { token } = await givenPerson(login);
  const document = `mutation { ${call(sessionIdOf(other))} }`;
  disturbed = operation;
  const { data, errors } = await send(url, { token }, document);
  disturbed = '';
  expect(data).toEqual({ [field]: null });
  expect(errors).toMatchObject([{ errorType: 'Conflict' }]);
  expect(await ask(url, { token }, document)).toEqual({ [field]: { done: true } });
});
