import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { limits } from '../../resolvers/manifest';
import atScale from './capacityAtScale.ledger.json' with { type: 'json' };
import ledger from './capacity.ledger.json' with { type: 'json' };

/** US dollars, as docs/deploying.md has them: a request to AppSync, and a million read units. */
const APPSYNC_PER_MILLION = 4;
const READS_PER_MILLION = 0.14;

const readUnits = (price: string): number => Number(/^([\d.]+) RRU/.exec(price)![1]);

/** What each of the public fields that can be asked for many times costs at most, for one resolver. */
const publicFields = {
  'solvers(limit: 100)':
    readUnits(atScale['exercise(id) with solvers, 100']) - readUnits(ledger['exercise(id)']),
  'leaderboard(limit: 100)': readUnits(atScale['leaderboard, 100']),
  stats: readUnits(ledger['Exercise.stats']),
  firstSolver: readUnits(ledger['ExerciseStats.firstSolver']),
  'exercise(id)': readUnits(ledger['exercise(id)']),
};

const dollars = (units: number): string =>
  ((units * READS_PER_MILLION + APPSYNC_PER_MILLION) / 1_000).toFixed(2);

const docs = await readFile(new URL('../../docs/deploying.md', import.meta.url), 'utf8');

/** What a request costs whose first resolver finds something, and all others are its dearest field. */
const worst = (first: number, others: number): string => {
  const units = first + (limits.resolverCount - 1) * others;
  return `at most ${units.toLocaleString('en')} read units, or ${dollars(units)} dollars a thousand requests`;
};

it('the docs say what one request with the public key can cost at most', () => {
  const dearest = Math.max(...Object.values(publicFields));
  expect(docs).toContain(
    `With the public key a request reads ${worst(readUnits(ledger['exercise(id)']), dearest)}`,
  );
});

it('the docs say what one query with a session can cost at most', () => {
  expect(docs).toContain(
    `With a session it reads ${worst(readUnits(ledger['viewer']), readUnits(ledger['Viewer.rank']))}`,
  );
});
