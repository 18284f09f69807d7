import { expect, it } from 'vitest';
import { userKey } from '../../model/user';
import { send } from '../support/client';
import { databaseAt } from '../support/database';
import { startDynamoProxy } from '../support/dynamoProxy';
import { operation } from '../support/operation';
import { exchange, givenPerson, issueCode } from '../support/people';
import { givenFrontedStack } from '../support/stack';

/** Runs before the next update is forwarded to the database. */
let beforeUpdate: (() => Promise<unknown>) | undefined;

const {
  stack: { url },
  databaseEndpoint,
} = await givenFrontedStack((endpoint) =>
  startDynamoProxy(endpoint, async (_origin, operation) => {
    if (operation !== 'UpdateItem') return;
    const act = beforeUpdate;
    beforeUpdate = undefined;
    await act?.();
  }),
);
const database = databaseAt(databaseEndpoint);

const LOGOUT = operation(`mutation { logout(everywhere: true) { done } }`);
const DONE = { data: { logout: { done: true } } };

it.each([
  ['logout everywhere', 'hasty', LOGOUT, DONE],
  [
    'deletion',
    'undecided',
    operation(`mutation { deleteAccount(confirm: "undecided") { done } }`),
    { errors: [{ errorType: 'Conflict' }] },
  ],
])(
  'a %s overtaken by a logout everywhere does not make a login code valid again',
  async (_what, login, document, answer) => {
    const { id, token } = await givenPerson(login);
    const { token: other } = await givenPerson(login);
    const validFrom = async () =>
      (await database.row('Users', userKey(id)))!['sessionsValidFrom'] as number;
    let code = '';
    let voidedAt = 0;
    beforeUpdate = async () => {
      await nextMillisecond();
      code = await issueCode(login);
      await nextMillisecond();
      expect(await send(url, { token: other }, LOGOUT)).toMatchObject(DONE);
      voidedAt = await validFrom();
    };
    expect(await send(url, { token }, document)).toMatchObject(answer);
    expect(await validFrom()).toBe(voidedAt);
    await expect(exchange(code)).rejects.toMatchObject({ reason: 'signed_out_everywhere' });
  },
);

/** Times of sign-ins have a resolution of one millisecond. */
async function nextMillisecond(): Promise<void> {
  const now = Date.now();
  while (Date.now() === now) await new Promise(setImmediate);
}
