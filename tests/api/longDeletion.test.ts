import { afterAll, expect, it } from 'vitest';
import { openDynamo } from '../../local/dynamo/client';
import { ask } from '../support/client';
import { databaseAt } from '../support/database';
import { startDynamoProxy } from '../support/dynamoProxy';
import { givenHistory } from '../support/history';
import { operation } from '../support/operation';
import { givenOftenSignedIn } from '../support/people';
import { rowsOfPeople } from '../support/rowsOfPeople';
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

/** What one call costs, the authorizer's read included. */
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

/** Deletes the account of a person with so long a history. @returns the price of each call */
async function deletionOf(login: string, completions: number, sessions: number): Promise<Price[]> {
  const { id, tokens } = await givenOftenSignedIn(database, login, sessions);
  const person = { id, token: tokens.at(-1)! };
  await givenHistory(database, person.id, login, completions);
  const prices: Price[] = [];
  for (let isDone = false; !isDone;) {
    const { done, ...price } = await priceOfCall(person.token, login);
    prices.push(price);
    isDone = done;
  }
  const rows = await rowsOfPeople(client);
  expect(rows.filter(({ userId }) => userId === person.id)).toEqual([]);
  return prices;
}

const total = (prices: readonly Price[]) => ({
  calls: prices.length,
  readUnits: prices.reduce((sum, { readUnits }) => sum + readUnits, 0),
  writeUnits: prices.reduce((sum, { writeUnits }) => sum + writeUnits, 0),
});

it.each([
  [0, 1, { calls: 1, readUnits: 3.5, writeUnits: 6 }],
  [100, 1, { calls: 2, readUnits: 72, writeUnits: 719 }],
  [1_000, 1, { calls: 21, readUnits: 2_238.5, writeUnits: 12_464 }],
  [2_500, 300, { calls: 45, readUnits: 4_379.5, writeUnits: 27_642 }],
])(
  'an account with %i completions and %i sessions is deleted in proportion to its size',
  async (completions, sessions, expected) => {
    const prices = await deletionOf(`veteran-${completions}`, completions, sessions);
    expect(total(prices)).toEqual(expected);
    // Whatever is left, a call costs no more.
    for (const { readUnits, writeUnits } of prices) {
      expect(readUnits).toBeLessThan(110);
      expect(writeUnits).toBeLessThan(700);
    }
  },
);
