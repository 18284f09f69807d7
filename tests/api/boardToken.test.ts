import { expect, it } from 'vitest';
import { boardKey, rankKey } from '../../model/board';
import { boardSpan } from '../../model/period';
import { ask, send } from '../support/client';
import { databaseAt } from '../support/database';
import { operation } from '../support/operation';
import type { VariablesOf } from '../../model/operation';
import { givenStack } from '../support/stack';

const { url, apiKey, dynamoEndpoint } = await givenStack();
const database = databaseAt(dynamoEndpoint);

const PEOPLE = ['ada', 'bob', 'cyd', 'dee'];
const now = Date.now();
await Promise.all(
  [boardSpan('ALL_TIME', now).period, boardSpan('MONTH', now).period].flatMap((period) =>
    PEOPLE.map((username, i) =>
      database.put('Leaderboards', boardKey(period, username), {
        username,
        avatarUrl: 'https://example.com/a.png',
        points: 10,
        completions: 1,
        lastCompletedAt: new Date(now + i).toISOString(),
        rankKey: rankKey(10, now + i),
      }),
    ),
  ),
);

const PAGE = operation(`query ($period: LeaderboardPeriod, $limit: Int, $nextToken: String) {
  leaderboard(period: $period, limit: $limit, nextToken: $nextToken) {
    items { rank username }
    nextToken
  }
}`);

const page = async (variables: VariablesOf<typeof PAGE>) =>
  (await ask(url, { apiKey }, PAGE, variables)).leaderboard!;

/** The token of the page after the first `limit` people. */
const tokenAfter = async (limit: number): Promise<string> => (await page({ limit })).nextToken!;

async function expectRefused(nextToken: string, variables = {}): Promise<void> {
  const { data, errors } = await send(url, { apiKey }, PAGE, { nextToken, ...variables });
  expect({ nextToken, data }).toEqual({ nextToken, data: { leaderboard: null } });
  expect(errors).toMatchObject([
    {
      errorType: 'InvalidInput',
      message: 'nextToken is not valid for this field. Omit it to start at the first page.',
    },
  ]);
}

it('continues where the previous page ended', async () => {
  const first = await page({ limit: 1 });
  const second = await page({ limit: 2, nextToken: first.nextToken });
  const third = await page({ limit: 3, nextToken: second.nextToken });
  expect([first, second, third].flatMap(({ items }) => items)).toEqual(
    PEOPLE.map((username, i) => ({ rank: i + 1, username })),
  );
  expect(third.nextToken).toBeNull();
});

it.each([
  ...['', 'x', 'x.y', '5', '5.', '.x', '0.x', '-5.x', '05.x', '5.x', '1234567890.x'],
  ...['5.1-2.', '5.1-2.x', '5.x-y.x', '5..x', '5.1.x', '1e3.1-2.x', '5.1-2.\ud800', '5.1-2.é'],
  `5.1-2.${'x'.repeat(10_000)}`,
  `5.1-2.${'é'.repeat(2_000)}`,
])('refuses %j', (nextToken) => expectRefused(nextToken));

it('refuses a token with a character changed, removed or repeated', async () => {
  const token = await tokenAfter(1);
  const tampered = Array.from(token).flatMap((char, i) => {
    const [before, after] = [token.slice(0, i), token.slice(i + 1)];
    const other = /\d/.test(char) ? String((Number(char) + 1) % 10) : char === 'A' ? 'B' : 'A';
    return [before + other + after, before + after, before + char + char + after];
  });
  // Characters that base64 decoders ignore, and other spellings of the same number.
  tampered.push(`${token}=`, `${token} `, `${token}\n`, ` ${token}`, `0${token}`, `+${token}`);
  for (const each of new Set(tampered)) await expectRefused(each);
  expect((await page({ nextToken: token })).items[0]).toEqual({ rank: 2, username: 'bob' });
});

it('refuses a token with parts of another token', async () => {
  const one = (await tokenAfter(1)).split('.');
  const other = (await tokenAfter(2)).split('.');
  for (const mask of [1, 2, 3, 4, 5, 6]) {
    const parts = one.map((part, i) => ((mask >> i) & 1 ? other[i] : part));
    await expectRefused(parts.join('.'));
  }
});

it('refuses the token of another board', async () => {
  await expectRefused(await tokenAfter(1), { period: 'MONTH' });
});

it('refuses one of AppSync’s own tokens', async () => {
  const [, , own] = (await tokenAfter(1)).split('.');
  await expectRefused(own!);
});
