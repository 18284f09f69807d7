import { describe, expect, it } from 'vitest';
import { accountOf } from '../../local/github/account';
import { signIn } from '../../local/signIn';
import { catalogue, exerciseOf, rightHash } from '../support/catalogue';
import { send } from '../support/client';
import { personalAnswer, submit, trySubmit, WRONG_HASH } from '../support/completion';
import { startDynamoProxy } from '../support/dynamoProxy';
import { sessionIdOf } from '../support/indexLag';
import { operation, type Given } from '../support/operation';
import type { Operation } from '../../model/operation';
import { givenFrontedStack } from '../support/stack';
import { progressRecord } from '../support/streamRecords';

/** The stack, with a proxy that measures every call to the database. */
const {
  stack: { url, apiKey },
  front: proxy,
} = await givenFrontedStack(startDynamoProxy);

let { token } = await signIn(url, 'accountant');
const [first, second, third] = catalogue.filter(
  ({ prerequisites, points }) => prerequisites.length === 0 && points > 0,
);
const twiceLocked = catalogue.reduce((most, each) =>
  each.prerequisites.length > most.prerequisites.length ? each : most,
);

interface Price {
  calls: string[];
  readUnits: number;
  writeUnits: number;
}

/** The cost of a request. With a session, the first call is that of the authorizer. */
async function priceOf(
  request: () => Promise<{ status: number; errors?: unknown }>,
): Promise<Price> {
  proxy.takeCalls();
  const { status, errors } = await request();
  expect({ status, errors }).toEqual({ status: 200, errors: undefined });
  const calls = proxy.takeCalls();
  return {
    calls: calls.map(({ operation }) => operation),
    readUnits: calls.reduce((sum, { readUnits }) => sum + readUnits, 0),
    writeUnits: calls.reduce((sum, { writeUnits }) => sum + writeUnits, 0),
  };
}

const publicly = <Data, Variables>(
  query: Operation<Data, Variables>,
  ...[variables]: Given<Variables>
) => priceOf(() => send(url, { apiKey }, query, variables));

/** The cost of a request without the authorizer's read, which is a separate row of the ledger. */
async function signedIn(
  request: () => Promise<{ status: number; errors?: unknown }>,
): Promise<Price> {
  const { calls, readUnits, writeUnits } = await priceOf(request);
  expect(calls[0]).toBe('GetItem');
  return { calls: calls.slice(1), readUnits: readUnits - 1, writeUnits };
}

const asViewer = <Data, Variables>(
  query: Operation<Data, Variables>,
  ...[variables]: Given<Variables>
) => signedIn(() => send(url, { token }, query, variables));

/** The cost of a submission for an exercise that was started before. */
async function submission(id: string, work: string): Promise<Price> {
  const hash = await personalAnswer(url, token, id, work);
  return signedIn(() => trySubmit(url, token, id, hash));
}

/** Announces the viewer's completion, as the function on the stream does. */
const publication = (exerciseId: string) =>
  priceOf(async () => {
    // Imported here, because the stack must link its resources first.
    const { askGraphql } = await import('../../functions/lib/graphql');
    const { errors } = await askGraphql(
      operation(
        `mutation ($i: PublishCompletionInput!) { publishCompletion(input: $i) { username } }`,
      ),
      { i: { userId: String(accountOf('accountant').id), exerciseId } },
    );
    return { status: 200, ...(errors.length > 0 && { errors }) };
  });

/** Counts the viewer's ranks after a completion, as the function on the stream does. */
const counting = (exerciseId: string) =>
  priceOf(async () => {
    const { handler } = await import('../../functions/countRanks');
    const now = new Date().toISOString();
    const record = progressRecord('completed', String(accountOf('accountant').id), exerciseId, now);
    expect(await handler({ Records: [record] })).toEqual({ batchItemFailures: [] });
    return { status: 200 };
  }).then((price) => ({ ...price, calls: price.calls.sort() }));

/** Direct and indirect prerequisites of an exercise, in an order that allows completing them. */
function path(id: string): string[] {
  return exerciseOf(id).prerequisites.flatMap((each) => [...path(each), each]);
}

async function ledger(): Promise<Record<string, Price>> {
  const rows: Record<string, Price> = {};
  rows['authorizer'] = await priceOf(() => send(url, { token }, operation(`{ __typename }`)));
  rows['exercise(id)'] = await publicly(
    operation(`query ($id: ID!) { exercise(id: $id) { title } }`),
    { id: first!.id },
  );
  rows['exercise(id) with instructions'] = await publicly(
    operation(`query ($id: ID!) { exercise(id: $id) { title instructions } }`),
    { id: first!.id },
  );
  rows['exercises, a page'] = await publicly(operation(`{ exercises { items { title } } }`));
  rows['tags'] = await publicly(operation(`{ tags { tag exercises } }`));
  rows['viewer'] = await asViewer(operation(`{ viewer { username } }`));
  rows['startExercise'] = await asViewer(
    operation(`mutation ($id: ID!) { startExercise(exerciseId: $id) { startedAt } }`),
    { id: first!.id },
  );
  rows['startExercise, started before'] = await asViewer(
    operation(`mutation ($id: ID!) { startExercise(exerciseId: $id) { startedAt } }`),
    { id: first!.id },
  );
  rows['recordCompletion, rejected'] = await submission(first!.id, WRONG_HASH);
  rows['recordCompletion, accepted, the first ever'] = await submission(
    first!.id,
    rightHash(first!),
  );
  rows['countRanks, of the first completion ever'] = await counting(first!.id);
  rows['countRanks, of one that is counted'] = await counting(first!.id);
  rows['recordCompletion, accepted'] = await submission(second!.id, rightHash(second!));
  rows['countRanks'] = await counting(second!.id);
  rows['recordCompletion, not started'] = await signedIn(() =>
    trySubmit(url, token, third!.id, WRONG_HASH),
  );
  await submit(url, token, third!.id, WRONG_HASH);
  rows['recordCompletion, accepted after a wrong answer'] = await submission(
    third!.id,
    rightHash(third!),
  );
  rows['recordCompletion, already completed'] = await submission(first!.id, rightHash(first!));
  rows['recordCompletion, locked'] = await submission(twiceLocked.id, rightHash(twiceLocked));
  for (const id of path(twiceLocked.id)) await submit(url, token, id, rightHash(exerciseOf(id)));
  rows['recordCompletion, accepted, with the most prerequisites'] = await submission(
    twiceLocked.id,
    rightHash(twiceLocked),
  );
  rows['Exercise.stats'] = subtract(
    await publicly(operation(`query ($id: ID!) { exercise(id: $id) { stats { completions } } }`), {
      id: first!.id,
    }),
    rows['exercise(id)'],
  );
  rows['ExerciseStats.firstSolver'] = subtract(
    await publicly(
      operation(`query ($id: ID!) { exercise(id: $id) { stats { firstSolver { username } } } }`),
      { id: first!.id },
    ),
    await publicly(operation(`query ($id: ID!) { exercise(id: $id) { stats { completions } } }`), {
      id: first!.id,
    }),
  );
  rows['Exercise.solvers, a page'] = subtract(
    await publicly(
      operation(`query ($id: ID!) { exercise(id: $id) { solvers { items { username } } } }`),
      { id: first!.id },
    ),
    rows['exercise(id)'],
  );
  rows['leaderboard, a page'] = await publicly(
    operation(`{ leaderboard { items { rank username } } }`),
  );
  for (const [field, query] of [
    ['points', operation(`{ viewer { points } }`)],
    ['completedCount', operation(`{ viewer { completedCount } }`)],
    ['rank', operation(`{ viewer { rank } }`)],
  ] as const) {
    rows[`Viewer.${field}`] = subtract(
      await signedIn(() => send(url, { token }, query)),
      rows['viewer'],
    );
  }
  rows['Exercise.progress'] = subtract(
    await asViewer(operation(`query ($id: ID!) { exercise(id: $id) { progress { attempts } } }`), {
      id: first!.id,
    }),
    rows['exercise(id)'],
  );
  rows['progress, a page'] = await asViewer(operation(`{ progress { items { attempts } } }`));
  rows['Progress.exercise, each'] = subtract(
    await asViewer(operation(`{ progress(limit: 1) { items { exercise { title } } } }`)),
    await asViewer(operation(`{ progress(limit: 1) { items { attempts } } }`)),
  );
  rows['Viewer.sessions'] = subtract(
    await asViewer(operation(`{ viewer { sessions { id } } }`)),
    rows['viewer'],
  );
  rows['Viewer.activity'] = subtract(
    await asViewer(operation(`{ viewer { activity { currentStreak } } }`)),
    rows['viewer'],
  );
  rows['exportMyData, a page'] = await asViewer(operation(`{ exportMyData }`));
  rows['publishCompletion'] = await publication(first!.id);
  rows['publishCompletion, announced before'] = await publication(first!.id);
  const { token: other } = await signIn(url, 'accountant');
  rows['revokeSession'] = await asViewer(
    operation(`mutation ($id: ID!) { revokeSession(id: $id) { sessionsEnded } }`),
    { id: sessionIdOf(other) },
  );
  rows['logout'] = await asViewer(operation(`mutation { logout { sessionsEnded } }`));
  await signIn(url, 'accountant');
  ({ token } = await signIn(url, 'accountant'));
  rows['logout everywhere, with another session'] = await asViewer(
    operation(`mutation { logout(everywhere: true) { sessionsEnded } }`),
  );
  return rows;
}

const subtract = (whole: Price, part: Price): Price => ({
  calls: whole.calls.slice(part.calls.length),
  readUnits: whole.readUnits - part.readUnits,
  writeUnits: whole.writeUnits - part.writeUnits,
});

const rows = await ledger();

/** The maximum cost of each operation, as required by the design. */
const budgets: Record<string, { calls: string[]; readUnits: number; writeUnits: number }> = {
  authorizer: { calls: ['GetItem'], readUnits: 1, writeUnits: 0 },
  'exercise(id)': { calls: ['GetItem'], readUnits: 0.5, writeUnits: 0 },
  'exercises, a page': { calls: ['Query'], readUnits: 2, writeUnits: 0 },
  'Exercise.stats': { calls: ['Query'], readUnits: 0.5, writeUnits: 0 },
  'ExerciseStats.firstSolver': { calls: ['Query'], readUnits: 0.5, writeUnits: 0 },
  'Exercise.solvers, a page': { calls: ['Query'], readUnits: 1, writeUnits: 0 },
  'leaderboard, a page': { calls: ['Query'], readUnits: 1, writeUnits: 0 },
  viewer: { calls: ['GetItem'], readUnits: 0.5, writeUnits: 0 },
  tags: { calls: ['GetItem'], readUnits: 0.5, writeUnits: 0 },
  startExercise: {
    // The last read is that of the function that issues the challenge.
    calls: ['GetItem', 'GetItem', 'GetItem', 'TransactWriteItems'],
    readUnits: 2.5,
    writeUnits: 4,
  },
  'startExercise, started before': {
    calls: ['GetItem', 'GetItem'],
    readUnits: 1.5,
    writeUnits: 0,
  },
  'Viewer.points': { calls: ['GetItem'], readUnits: 1, writeUnits: 0 },
  'Viewer.completedCount': { calls: ['GetItem'], readUnits: 1, writeUnits: 0 },
  // The viewer's row (a consistent read), six nodes, and the people of the same second.
  'Viewer.rank': { calls: ['GetItem', 'BatchGetItem', 'Query'], readUnits: 4.5, writeUnits: 0 },
  'progress, a page': { calls: ['Query'], readUnits: 1, writeUnits: 0 },
  'recordCompletion, accepted': {
    calls: ['BatchGetItem', 'TransactWriteItems'],
    readUnits: 6,
    writeUnits: 20,
  },
  'recordCompletion, already completed': { calls: ['BatchGetItem'], readUnits: 6, writeUnits: 0 },
  'recordCompletion, not started': { calls: ['BatchGetItem'], readUnits: 6, writeUnits: 0 },
  'recordCompletion, rejected': {
    calls: ['BatchGetItem', 'UpdateItem'],
    readUnits: 6,
    writeUnits: 1,
  },
  // Only the row: the index of solvers does not include the written attributes.
  publishCompletion: { calls: ['UpdateItem'], readUnits: 0, writeUnits: 1 },
  // In addition to the failed UpdateItem: one write unit, which no response reports.
  'publishCompletion, announced before': { calls: ['GetItem'], readUnits: 1, writeUnits: 0 },
  logout: { calls: ['DeleteItem'], readUnits: 0, writeUnits: 2 },
};

describe('the cost of an operation', () => {
  it.each(Object.entries(budgets))('is within its budget: %s', (operation, budget) => {
    const { calls, readUnits, writeUnits } = rows[operation]!;
    expect(calls).toEqual(budget.calls);
    expect(readUnits).toBeLessThanOrEqual(budget.readUnits);
    expect(writeUnits).toBeLessThanOrEqual(budget.writeUnits);
  });

  it('is within the unit budget for every accepted submission', () => {
    const accepted = Object.keys(rows).filter((name) => name.includes('accepted'));
    expect(accepted).toHaveLength(4);
    for (const name of accepted) {
      expect(rows[name]!.readUnits).toBeLessThanOrEqual(6);
      expect(rows[name]!.writeUnits).toBeLessThanOrEqual(20);
    }
  });

  it('matches the ledger', async () => {
    const lines = Object.entries(rows).map(([operation, { calls, readUnits, writeUnits }]) => [
      operation,
      `${readUnits} RRU, ${writeUnits} WRU: ${calls.join(', ')}`,
    ]);
    const ledger = `${JSON.stringify(Object.fromEntries(lines), null, 2)}\n`;
    await expect(ledger).toMatchFileSnapshot('capacity.ledger.json');
  });

  it('never includes a Scan', () => {
    expect(Object.values(rows).flatMap(({ calls }) => calls)).not.toContain('Scan');
  });
});
