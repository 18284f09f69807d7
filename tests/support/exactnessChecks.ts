import { limitConcurrency } from '../../local/concurrency';
import { tableNames } from '../../local/config';
import { boardPeriods } from '../../model/period';
import { countersOf, standingsOf, type Standing } from '../../ops/expected';
import { allBoards, allCompletions, allCounters, openStore } from '../../ops/rows';
import type { Person, World } from './exactnessWorld';
import { operation } from './operation';

const PERIODS = ['ALL_TIME', 'MONTH', 'WEEK'] as const;

/** Compares two values. `what` names them in the report. */
export type Equal = (what: string, found: unknown, expected: unknown) => void;

/** Compares rows with counters, boards with recomputed boards, and ranks with positions. */
export async function compare(
  world: World,
  present: readonly Person[],
  exercises: number,
  equal: Equal,
): Promise<void> {
  const store = openStore(world.client, tableNames);
  const completed = await allCompletions(store);
  equal('people with completions', completed.size, present.length);
  for (const { id } of present) equal(`rows of ${id}`, completed.get(id)?.length, exercises);

  const counters = await allCounters(store);
  const rows = [...completed.values()].flat();
  for (const { id } of world.exercises) {
    const expected = countersOf(rows.filter(({ exerciseId }) => exerciseId === id));
    equal(`counters of ${id}`, counters.get(id), expected);
    equal(`completions of ${id}`, expected.completions, present.length);
  }

  const standings = new Map([...completed].map(([id, each]) => [id, standingsOf(each)]));
  const { people } = await allBoards(store);
  for (const [id, expected] of standings) {
    for (const [period, standing] of expected) {
      const row = people.get(id)?.get(period);
      equal(`${period} of ${id}`, row && standingOf(row), standingOf(standing));
    }
  }
  const kept = [...people.values()].reduce((sum, each) => sum + each.size, 0);
  equal(
    'rows of boards',
    kept,
    [...standings.values()].reduce((sum, each) => sum + each.size, 0),
  );

  const now = boardPeriods(Date.now());
  for (const [i, period] of PERIODS.entries()) {
    await comparePeriod(world, present, period, standingsIn(standings, now[i]!), equal);
  }
}

const standingsIn = (all: Map<string, Map<string, Standing>>, period: string) =>
  new Map([...all].flatMap(([id, each]) => (each.has(period) ? [[id, each.get(period)!]] : [])));

/** Compares one board as clients see it, page by page, and every person's rank on it. */
async function comparePeriod(
  world: World,
  present: readonly Person[],
  period: (typeof PERIODS)[number],
  standings: Map<string, Standing>,
  equal: Equal,
): Promise<void> {
  const board = await world.leaderboard(period);
  const byName = new Map(present.map(({ id, username }) => [username, standings.get(id)]));
  const ranked = [...standings.values()].filter(({ rankKey }) => rankKey !== undefined);
  // Ties to the millisecond are in index order. Their keys are equal, so only keys are compared.
  const keys = ranked.map(({ rankKey }) => rankKey!);
  equal(
    `${period} in order`,
    board.map(({ username }) => byName.get(username)?.rankKey),
    keys.sort().reverse(),
  );
  equal(
    `${period} ranks of entries`,
    board.map(({ rank }) => rank),
    board.map((_, i) => i + 1),
  );
  equal(
    `${period} points`,
    board.map(({ points, completions }) => [points, completions]),
    board.map(({ username }) => [byName.get(username)?.points, byName.get(username)?.completions]),
  );
  const position = new Map(board.map(({ username }, i) => [username, i + 1]));
  await Promise.all(
    present.map(
      limitConcurrency(20, async (person: Person) => {
        const { viewer } = await world.ask(
          person,
          operation(`query ($period: LeaderboardPeriod!) { viewer { rank(period: $period) } }`),
          { period },
        );
        equal(
          `${period} rank of ${person.id}`,
          viewer!.rank,
          position.get(person.username) ?? null,
        );
      }),
    ),
  );
}

const standingOf = ({ points, completions, lastCompletedAt, rankKey }: Standing) => ({
  points,
  completions,
  lastCompletedAt,
  rankKey,
});
