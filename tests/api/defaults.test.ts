import { describe, expect, it } from 'vitest';
import { boardKey, rankKey } from '../../model/board';
import { catalogIndex, exerciseKey } from '../../model/exercise';
import { progressKey, solversIndex } from '../../model/progress';
import { openExercise } from '../support/catalogue';
import { send } from '../support/client';
import { databaseAt } from '../support/database';
import { givenHistory } from '../support/history';
import { operation } from '../support/operation';
import { givenPerson } from '../support/people';
import { givenStack } from '../support/stack';

const { url, dynamoEndpoint } = await givenStack();
const database = databaseAt(dynamoEndpoint);

/** More rows of each kind than a page has by default. */
const MANY = Array.from({ length: 25 }, (_, i) => i);
const viewer = await givenPerson('defaulter');
await givenHistory(database, viewer.id, 'defaulter', MANY.length);
await Promise.all(
  MANY.flatMap((i) => {
    const completedAt = new Date(Date.UTC(2026, 1, 1, i)).toISOString();
    const person = { username: `d-${i}`, avatarUrl: `https://example.com/d-${i}.png` };
    const id = `default-exercise-${String(i).padStart(2, '0')}`;
    return [
      database.put('Exercises', exerciseKey(id), { id, ...catalogIndex(100 + i, id) }),
      database.put('Progress', progressKey(`d-${i}`, openExercise.id), {
        ...person,
        completedAt,
        ...solversIndex(openExercise.id, completedAt),
      }),
      database.put('Leaderboards', boardKey('ALL', `d-${i}`), {
        ...person,
        points: 5,
        completions: 1,
        lastCompletedAt: completedAt,
        rankKey: rankKey(5, Date.parse(completedAt)),
      }),
    ];
  }),
);

/** The ways in which a client can omit an argument. */
const omissions = (argument: string, type: string) =>
  [
    ['nothing', '', '', {}],
    ['null', '', `(${argument}: null)`, {}],
    ['a variable that is null', `($value: ${type})`, `(${argument}: $value)`, { value: null }],
    ['a variable without a value', `($value: ${type})`, `(${argument}: $value)`, {}],
  ] as const;

async function ask(query: string, variables = {}, token = viewer.token): Promise<unknown> {
  const { data, errors } = await send(url, { token }, query, variables);
  expect(errors).toBeUndefined();
  return data;
}

const inViewer = (field: string) => `viewer { ${field} }`;

describe.each<[argument: string, type: string, byDefault: string, (args: string) => string]>([
  ['limit', 'Int', '20', (args) => `exercises${args} { items { id } }`],
  ['limit', 'Int', '20', (args) => `progress${args} { items { startedAt } }`],
  ['limit', 'Int', '20', (args) => inViewer(`progress${args} { items { startedAt } }`)],
  ['limit', 'Int', '20', (args) => `leaderboard${args} { items { username } }`],
  [
    'limit',
    'Int',
    '20',
    (args) => `exercise(id: "${openExercise.id}") { solvers${args} { items { username } } }`,
  ],
  [
    'order',
    'SolverOrder',
    'FIRST',
    (args) => `exercise(id: "${openExercise.id}") { solvers${args} { items { username } } }`,
  ],
  [
    'period',
    'LeaderboardPeriod',
    'ALL_TIME',
    (args) => `leaderboard${args} { period startsAt items { username } }`,
  ],
  ['period', 'LeaderboardPeriod', 'ALL_TIME', (args) => inViewer(`rank${args}`)],
  [
    'timezone',
    'String',
    '"UTC"',
    (args) => inViewer(`activity${args} { days { date completions } }`),
  ],
])('the default of %s', (argument, type, byDefault, field) => {
  it.each(omissions(argument, type))(`is ${byDefault} in ${field('')} for %s`, async (...form) => {
    const [, declared, args, variables] = form;
    expect(await ask(`query ${declared} { ${field(args)} }`, variables)).toEqual(
      await ask(`{ ${field(`(${argument}: ${byDefault})`)} }`),
    );
  });
});

it.each([
  ['exercises(limit: 21) { items { id } }', 'exercises { items { id } }'],
  ['exercises(limit: 19) { items { id } }', 'exercises { items { id } }'],
  ['leaderboard(period: WEEK) { period }', 'leaderboard { period }'],
  [
    `exercise(id: "${openExercise.id}") { solvers(order: LATEST) { items { username } } }`,
    `exercise(id: "${openExercise.id}") { solvers { items { username } } }`,
  ],
  [
    'viewer { activity(timezone: "America/New_York") { days { date } } }',
    'viewer { activity { days { date } } }',
  ],
])('a value other than the default changes the result: %s', async (given, omitted) => {
  expect(await ask(`{ ${given} }`)).not.toEqual(await ask(`{ ${omitted} }`));
});

it('the viewer has a rank of all time by default', async () => {
  expect(await ask(operation(`{ viewer { rank } }`))).toEqual({ viewer: { rank: 1 } });
});

describe('logout', () => {
  it.each([
    ...omissions('everywhere', 'Boolean'),
    ['false', '', '(everywhere: false)', {}],
  ] as const)('ends one session for %s', async (...form) => {
    const [name, declared, args, variables] = form;
    const asking = await givenPerson(`leaver of ${name}`);
    const other = await givenPerson(`leaver of ${name}`);
    const mutation = `mutation ${declared} { logout${args} { sessionsEnded } }`;
    expect(await ask(mutation, variables, asking.token)).toEqual({
      logout: { sessionsEnded: 1 },
    });
    expect(await ask(operation(`{ viewer { username } }`), {}, other.token)).toEqual({
      viewer: { username: `leaver of ${name}` },
    });
  });
});
