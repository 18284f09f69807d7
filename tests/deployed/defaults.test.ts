import { expect, it } from 'vitest';
import { openExercise } from '../support/catalogue';
import { send } from '../support/client';
import { givenTarget } from './target';

const target = await givenTarget(process.env);

const EXERCISE = `exercise(id: "${openExercise.id}")`;

/** AppSync drops default values in the schema, and passes null for a variable without a value. */
it.each([
  ['exercises { items { id } }', 'exercises(limit: 20) { items { id } }'],
  ['leaderboard { period }', 'leaderboard(period: ALL_TIME, limit: 20) { period }'],
  [
    `${EXERCISE} { solvers { items { username } } }`,
    `${EXERCISE} { solvers(order: FIRST, limit: 20) { items { username } } }`,
  ],
  ['exercises(limit: $limit) { items { id } }', 'exercises(limit: 20) { items { id } }'],
])('an omitted argument takes its default: %s', async (omitted, given) => {
  const ask = (query: string) =>
    send(target.graphql.replace(/\/graphql$/, ''), { apiKey: target.apiKey }, query);
  const declared = omitted.includes('$limit') ? '($limit: Int)' : '';
  const { data, errors } = await ask(`query ${declared} { ${omitted} }`);
  expect(errors).toBeUndefined();
  expect(data).toEqual((await ask(`{ ${given} }`)).data);
});
