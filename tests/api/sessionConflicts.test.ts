import { expect, it } from 'vitest';
import { startFaultyDatabase } from '../stack/faults/faultyDatabase';
import { refuseForConflict } from '../stack/faults/kinds';
import { ask, send } from '../support/client';
import { sessionIdOf } from '../support/indexLag';
import { givenPerson } from '../support/people';
import { givenFrontedStack } from '../support/stack';

const {
  stack: { url },
  front: database,
} = await givenFrontedStack((endpoint) => startFaultyDatabase(() => endpoint));

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
  await database.set({
    at: 'request',
    act: (call) => call.operation === operation && refuseForConflict(call),
  });
  const { data, errors } = await send(url, { token }, document);
  await database.set();
  expect(data).toEqual({ [field]: null });
  expect(errors).toMatchObject([{ errorType: 'Conflict' }]);
  expect(await ask(url, { token }, document)).toEqual({ [field]: { done: true } });
});
