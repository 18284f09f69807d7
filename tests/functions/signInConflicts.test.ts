import { afterEach, describe, expect, it } from 'vitest';
import { accountOf } from '../../local/github/account';
import { userKey } from '../../model/user';
import { startFaultyDatabase } from '../stack/faults/faultyDatabase';
import { refuseForConflict } from '../stack/faults/kinds';
import { givenWorld, loginCode, redeem } from './world';

/** A sign-in writes the profile, which a concurrent submission checks in a transaction. */
const world = await givenWorld((endpoint) => startFaultyDatabase(() => endpoint));
const database = world.front!;
afterEach(() => database.set());

/** Makes the next `count` writes of an operation conflict. @returns a getter of how many have */
async function givenConflicts(operation: string, count: number): Promise<() => number> {
  let left = count;
  await database.set({
    at: 'request',
    act: (call) => {
      if (call.operation !== operation || left === 0) return false;
      left -= 1;
      return refuseForConflict(call);
    },
  });
  return () => count - left;
}

describe('a sign-in that conflicts with a transaction on the profile', () => {
  it.each([1, 4])('saves the profile after %i conflicts', async (count) => {
    const login = `saved-${count}`;
    const met = await givenConflicts('UpdateItem', count);
    const code = await loginCode(login);
    expect(met()).toBe(count);
    expect(await world.item('Users', userKey(String(accountOf(login).id)))).toMatchObject({
      username: login,
    });
    expect((await redeem(code)).status).toBe(200);
  });

  it('starts the session after two conflicts', async () => {
    const code = await loginCode('begun');
    const met = await givenConflicts('TransactWriteItems', 2);
    expect((await redeem(code)).status).toBe(200);
    expect(met()).toBe(2);
  });
});

it('an incorrect verifier voids the code, even after conflicts with a transaction', async () => {
  const code = await loginCode('guessed');
  const met = await givenConflicts('DeleteItem', 2);
  const refused = await redeem(code, 'w'.repeat(43));
  expect([refused.status, await refused.json()]).toMatchObject([400, { error: 'invalid_grant' }]);
  expect(met()).toBe(2);
  expect((await redeem(code)).status).toBe(400);
});

it('two concurrent first sign-ins both succeed, whichever saves the profile first', async () => {
  let letGo = () => {};
  const later = new Promise<void>((resolve) => (letGo = resolve));
  let isHeld = () => {};
  const held = new Promise<void>((resolve) => (isHeld = resolve));
  let saves = 0;
  await database.set({
    at: 'request',
    act({ operation, forward, answer }) {
      if (operation !== 'UpdateItem') return false;
      saves += 1;
      if (saves > 1) return false;
      isHeld();
      void later.then(() => forward()).then(({ status, body }) => answer(status, body));
      return true;
    },
  });
  const earlier = loginCode('twofold');
  await held;
  const code = await loginCode('twofold');
  letGo();
  expect((await redeem(code)).status).toBe(200);
  expect((await redeem(await earlier)).status).toBe(200);
});
