import { expect, it } from 'vitest';
import { startFaultyDatabase } from '../stack/faults/faultyDatabase';
import { refuseForConflict } from '../stack/faults/kinds';
import { send } from '../support/client';
import { sessionIdOf } from '../support/indexLag';
import { operation } from '../support/operation';
import { givenPerson } from '../support/people';
import { givenFrontedStack } from '../support/stack';

const {
  stack: { url },
  front: database,
} = await givenFrontedStack((endpoint) => startFaultyDatabase(() => endpoint));

const LOGOUT = operation(`mutation { logout { done } }`);
const EVERYWHERE = operation(`mutation { logout(everywhere: true) { done } }`);
const REVOKE = operation(`mutation ($id: ID!) { revokeSession(id: $id) { done } }`);

it.each([
  ['logout', 'DeleteItem', LOGOUT],
  ['logout', 'UpdateItem', EVERYWHERE],
  ['logout', 'BatchWriteItem', EVERYWHERE],
  ['logout', 'DeleteItem', EVERYWHERE],
  ['revokeSession', 'DeleteItem', REVOKE],
])('%s returns Conflict when a transaction blocks its %s', async (field, action, mutation) => {
  const login = `hindered-${field}-${action}-${mutation.length}`.toLowerCase();
  const { token: other } = await givenPerson(login);
  const { token } = await givenPerson(login);
  const variables = mutation === REVOKE ? { id: sessionIdOf(other) } : {};
  await database.set({
    at: 'request',
    act: (call) => call.operation === action && refuseForConflict(call),
  });
  const { data, errors } = await send(url, { token }, mutation, variables);
  await database.set();
  expect(data).toEqual({ [field]: null });
  expect(errors).toMatchObject([{ errorType: 'Conflict' }]);
  expect(await send(url, { token }, mutation, variables)).toMatchObject({
    data: { [field]: { done: true } },
    errors: undefined,
  });
});
