import { describe, expect, it } from 'vitest';
import { openExercise, rightHash } from '../support/catalogue';
import { ask } from '../support/client';
import { submit, WRONG_HASH } from '../support/completion';
import { operation } from '../support/operation';
import { givenPerson } from '../support/people';
import { givenStack } from '../support/stack';
import { fetchWidget } from '../support/widgets';

const { url, apiKey } = await givenStack();

const get = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  fetchWidget(url, path, headers, method);

const stats = `exercises/${openExercise.id}/stats.json`;

for (const login of ['ada', 'grace', 'linus']) {
  const { token } = await givenPerson(login);
  await submit(url, token, openExercise.id, WRONG_HASH);
  await submit(url, token, openExercise.id, rightHash(openExercise));
}

describe('widgets', () => {
  it('return the same numbers as GraphQL', async () => {
    const { exercise } = await ask(
      url,
      { apiKey },
      operation(`query ($id: ID!) { exercise(id: $id) {
        stats { completions attempts firstSolver { username avatarUrl completedAt } }
      } }`),
      { id: openExercise.id },
    );
    expect(exercise!.stats!.completions).toBe(3);
    expect(await (await get(stats)).json()).toEqual({
      exerciseId: openExercise.id,
      ...exercise!.stats,
    });
    expect(await (await get(`exercises/${openExercise.id}/badge.svg`)).text()).toContain(
      `<title>${openExercise.title}: 3 completed</title>`,
    );
  });

  it.each(['ALL_TIME', 'MONTH', 'WEEK'] as const)(
    'return the same leaderboard for a period as GraphQL does: %s',
    async (period) => {
      const { leaderboard } = await ask(
        url,
        { apiKey },
        operation(`query ($period: LeaderboardPeriod) { leaderboard(period: $period, limit: 2) {
        period startsAt endsAt
        items { rank username avatarUrl points completions lastCompletedAt }
      } }`),
        { period },
      );
      expect(leaderboard!.items).toHaveLength(2);
      const response = await get(`leaderboard.json?period=${period}&limit=2`);
      expect(await response.json()).toEqual(leaderboard);
    },
  );

  it('return 304 until another person completes the exercise', async () => {
    const etag = (await get(stats)).headers.get('etag')!;
    const again = await get(stats, { 'if-none-match': `W/${etag}` });
    expect([again.status, await again.text()]).toEqual([304, '']);
    const { token } = await givenPerson('margaret');
    await submit(url, token, openExercise.id, rightHash(openExercise));
    const changed = await get(stats, { 'if-none-match': etag });
    expect(changed.status).toBe(200);
    expect(await changed.json()).toMatchObject({ completions: 4 });
  });

  it('respond to HEAD and OPTIONS', async () => {
    const head = await get(stats, {}, 'HEAD');
    expect([head.status, await head.text()]).toEqual([200, '']);
    const options = await get(stats, {}, 'OPTIONS');
    expect(options.status).toBe(204);
    expect(options.headers.get('access-control-allow-origin')).toBe('*');
  });

  it('return 404 for an unknown path', async () => {
    const response = await get('exercises');
    expect([response.status, await response.text()]).toEqual([404, '{"message":"Not Found"}']);
  });
});
