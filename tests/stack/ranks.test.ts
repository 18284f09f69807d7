import { expect, it } from 'vitest';
import { catalogue, rightHash } from '../support/catalogue';
import { ask } from '../support/client';
import { submit } from '../support/completion';
import { operation } from '../support/operation';
import { givenPerson } from '../support/people';
import { givenStack } from '../support/stack';

const { url, apiKey, streams } = await givenStack({ streams: true });

const exercises = catalogue.filter(
  ({ prerequisites, points }) => prerequisites.length === 0 && points > 0,
);

it('ranks follow the stream of completions and deletions', async () => {
  const people = await Promise.all(
    Array.from({ length: 20 }, async (_, i) => ({
      login: `climber-${i}`,
      ...(await givenPerson(`climber-${i}`)),
    })),
  );

  async function expectRanks(logins: string[]) {
    await streams!.drained();
    const { leaderboard } = await ask(
      url,
      { apiKey },
      operation(`{ leaderboard(limit: 100) { items { username } } }`),
    );
    const board = leaderboard!.items.map(({ username }) => username);
    expect([...board].sort()).toEqual([...logins].sort());
    for (const { login, token } of people.filter((each) => logins.includes(each.login))) {
      const answer = await ask(
        url,
        { token },
        operation(`{ viewer { rank all: rank(period: ALL_TIME) month: rank(period: MONTH) } }`),
      );
      const rank = board.indexOf(login) + 1;
      expect(answer).toEqual({ viewer: { rank, all: rank, month: rank } });
    }
  }

  await Promise.all(
    people.map(async ({ token }, i) => {
      for (const exercise of exercises.slice(0, 1 + (i % 3)))
        await submit(url, token, exercise.id, rightHash(exercise));
    }),
  );
  await expectRanks(people.map(({ login }) => login));

  const [leaver, ...others] = people;
  const data = await ask(
    url,
    { token: leaver!.token },
    operation(`mutation ($confirm: String!) { deleteAccount(confirm: $confirm) { done } }`),
    { confirm: leaver!.login },
  );
  expect(data).toEqual({ deleteAccount: { done: true } });
  await expectRanks(others.map(({ login }) => login));
});
