import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDynamo } from '../../local/database/client';
import { RECENT_SESSIONS } from '../../model/session';
import { ask } from '../support/client';
import { databaseAt } from '../support/database';
import { startDynamoProxy } from '../support/dynamoProxy';
import { givenHistory } from '../support/history';
import { operation } from '../support/operation';
import { givenOftenSignedIn } from '../support/people';
import { rowsOfPeople } from '../support/rowsOfPeople';
import { givenSessions } from '../support/sessions';
import { givenFrontedStack } from '../support/stack';

const {
  stack: { url },
  front: proxy,
  databaseEndpoint,
} = await givenFrontedStack(startDynamoProxy);
const database = databaseAt(databaseEndpoint);
const client = openDynamo(databaseEndpoint);
afterAll(() => client.destroy());

interface Price {
  readonly readUnits: number;
  readonly writeUnits: number;
}

/** The cost of one call, including the authorizer's read. */
async function priceOfCall(token: string, login: string): Promise<Price & { done: boolean }> {
  proxy.takeCalls();
  const { deleteAccount } = await ask(
    url,
    { token },
    operation(`mutation ($login: String!) { deleteAccount(confirm: $login) { done } }`),
    { login },
  );
  const calls = proxy.takeCalls();
  return {
    done: deleteAccount!.done,
    readUnits: calls.reduce((sum, { readUnits }) => sum + readUnits, 0),
    writeUnits: calls.reduce((sum, { writeUnits }) => sum + writeUnits, 0),
  };
}

/** Creates a person with this many completions and sessions. */
async function givenVeteran(login: string, completions: number, sessions: number) {
  const recent = Math.min(sessions, RECENT_SESSIONS);
  const { id, tokens } = await givenOftenSignedIn(database, login, recent);
  await givenSessions(database, id, sessions - recent);
  await givenHistory(database, id, login, completions);
  return { id, token: tokens.at(-1)! };
}

/** A long deletion is made in several hooks, each of which has as much time as a test. */
const CALLS_A_HOOK = 15;

const total = (prices: readonly Price[]) => ({
  calls: prices.length,
  readUnits: prices.reduce((sum, { readUnits }) => sum + readUnits, 0),
  writeUnits: prices.reduce((sum, { writeUnits }) => sum + writeUnits, 0),
});

describe.each([
  [0, 1, { calls: 1, readUnits: 3.5, writeUnits: 8 }],
  [100, 1, { calls: 2, readUnits: 72, writeUnits: 721 }],
  [1_000, 1, { calls: 21, readUnits: 2_238.5, writeUnits: 12_466 }],
  [2_500, 300, { calls: 45, readUnits: 4_379.5, writeUnits: 27_644 }],
])('an account with %i completions and %i sessions', (completions, sessions, expected) => {
  const login = `veteran-${completions}`;
  let person: { id: string; token: string };
  const prices: Price[] = [];
  let isDone = false;
  beforeAll(async () => {
    person = await givenVeteran(login, completions, sessions);
  });
  for (let from = 0; from < expected.calls; from += CALLS_A_HOOK) {
    beforeAll(async () => {
      for (let i = 0; i < CALLS_A_HOOK && !isDone; i += 1) {
        const { done, ...price } = await priceOfCall(person.token, login);
        prices.push(price);
        isDone = done;
      }
    });
  }

  it('is deleted at a cost in proportion to its size', async () => {
    expect(isDone).toBe(true);
    const rows = await rowsOfPeople(client);
    expect(rows.filter(({ userId }) => userId === person.id)).toEqual([]);
    expect(total(prices)).toEqual(expected);
    // The cost of one call is bounded, however much is left.
    for (const { readUnits, writeUnits } of prices) {
      expect(readUnits).toBeLessThan(110);
      expect(writeUnits).toBeLessThan(700);
    }
  });
});
