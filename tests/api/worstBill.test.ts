import { readFile } from 'node:fs/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { readSchema } from 'local-appsync';
import { expect, it } from 'vitest';
import { publishCatalogue } from '../../catalogue/publish';
import type { Exercise } from '../../catalogue/read';
import { CARD_TEXT_BYTES_MAX, cardSchema, INSTRUCTIONS_BYTES_MAX } from '../../catalogue/schema';
import { LOCAL_CREDENTIALS, REGION, tableNames } from '../../local/config';
import { givenExercise } from '../support/givenExercise';
import { TAGS_BYTES_MAX } from '../../catalogue/findManyTags';
import { startEmbedded } from '../../local/database/embedded';
import { createTables } from '../../local/database/tables';
import { CATALOG, contentKey } from '../../model/exercise';
import { PAGE_LIMIT_MAX } from '../../model/page';
import { INDEX } from '../../model/tables';
import { limits, type ResolvedField } from '../../resolvers/manifest';
import atScale from './capacityAtScale.ledger.json' with { type: 'json' };
import { AUTHORIZER, PER_MILLION } from '../support/prices';
import capacity from './capacity.ledger.json' with { type: 'json' };

/** US dollars per million requests or units, as in docs/deploying.md. */
const PRICES = { ...PER_MILLION, authorizer: AUTHORIZER };

const ledger = { ...capacity, ...atScale };
type Row = keyof typeof ledger;

interface Units {
  readonly reads: number;
  readonly writes: number;
}

const rowOf = (row: Row): Units => {
  const [, reads, writes] = /^([\d.]+) RRU, ([\d.]+) WRU/.exec(ledger[row])!;
  return { reads: Number(reads), writes: Number(writes) };
};

const readUnits = (row: Row, without?: Row): number =>
  rowOf(row).reads - (without === undefined ? 0 : rowOf(without).reads);

/** The largest exercise that `catalogue/schema.ts` accepts. */
function largestExercise(_: unknown, i: number): Exercise {
  const name = (text: string) => `${text.repeat(40).slice(0, 36)}-${100 + i}`;
  const [title, summary] = ['x'.repeat(60), 'x'.repeat(140)];
  const tagBytes = CARD_TEXT_BYTES_MAX - 2 * (title.length + summary.length) - 1;
  const card = cardSchema.parse({
    id: name('a'),
    title,
    summary,
    difficulty: 'INTERMEDIATE',
    tags: ['a', 'b', 'c', 'd', 'e'.repeat(tagBytes - 4)],
    points: 100,
    estimatedMinutes: 239,
    position: 900_000 + i,
    prerequisites: [name('b'), name('c')],
    verification: { kind: 'ANSWER', hash: 'a'.repeat(64) },
  });
  return givenExercise({ ...card, instructions: 'x'.repeat(INSTRUCTIONS_BYTES_MAX) });
}

/** Measures the largest exercises: a page of their cards, and the instructions of one. */
async function measureLargestExercises() {
  const database = await startEmbedded();
  const client = new DynamoDBClient({
    endpoint: database.endpoint,
    region: REGION,
    credentials: LOCAL_CREDENTIALS,
  });
  try {
    const exercises = Array.from({ length: PAGE_LIMIT_MAX }, largestExercise);
    await createTables(client, tableNames);
    await publishCatalogue(client, tableNames, exercises, { mayRemove: () => true, mayThaw: true });
    const documents = DynamoDBDocumentClient.from(client);
    const target = { TableName: tableNames.Exercises, ReturnConsumedCapacity: 'TOTAL' } as const;
    const page = await documents.send(
      new QueryCommand({
        ...target,
        IndexName: INDEX,
        KeyConditionExpression: 'gsi1pk = :catalog',
        ExpressionAttributeValues: { ':catalog': CATALOG },
        Limit: PAGE_LIMIT_MAX,
      }),
    );
    expect(page.Count).toBe(PAGE_LIMIT_MAX);
    const content = await documents.send(
      new GetCommand({ ...target, Key: contentKey(exercises[0]!.id) }),
    );
    return {
      page: page.ConsumedCapacity!.CapacityUnits!,
      instructions: content.ConsumedCapacity!.CapacityUnits!,
    };
  } finally {
    client.destroy();
    await database.stop();
  }
}
const largestExercises = await measureLargestExercises();

/** Maximum cost of each read-only resolver, in read units. */
const dearest = {
  'Query.exercise': readUnits('exercise(id)'),
  'Query.exercises': largestExercises.page,
  'Query.exportMyData': readUnits('exportMyData, 1,000 exercises'),
  'Query.leaderboard': readUnits('leaderboard, 100'),
  'Query.progress': readUnits('progress, 100'),
  'Query.viewer': readUnits('viewer'),
  'Exercise.instructions': largestExercises.instructions,
  'Exercise.progress': readUnits('Exercise.progress'),
  'Exercise.solvers': readUnits('exercise(id) with solvers, 100', 'exercise(id)'),
  'Exercise.stats': readUnits('Exercise.stats'),
  'ExerciseStats.firstSolver': readUnits('ExerciseStats.firstSolver'),
  'Progress.exercise': readUnits('Progress.exercise, each'),
  // At most so many bytes, in an eventually consistent read.
  'Query.tags': Math.ceil(TAGS_BYTES_MAX / 4_096) / 2,
  'Viewer.activity': readUnits('viewer with activity, 1,000 exercises', 'viewer'),
  'Viewer.completedCount': readUnits('Viewer.completedCount'),
  'Viewer.points': readUnits('Viewer.points'),
  'Viewer.progress': readUnits('progress, 100'),
  'Viewer.rank': readUnits('Viewer.rank'),
  'Viewer.sessions': readUnits('viewer with sessions, 1,000', 'viewer'),
} satisfies Record<Exclude<ResolvedField, `Mutation.${string}` | `Subscription.${string}`>, number>;

const textOf = (path: string) => readFile(new URL(`../../${path}`, import.meta.url), 'utf8');
const docs = (await textOf('docs/deploying.md')).replace(/ +/g, ' ');
const { allowedModes } = readSchema(await textOf('schema.graphql'), 'AWS_LAMBDA');

const isPublic = (field: string): boolean => {
  const [type, name] = field.split('.') as [string, string];
  return allowedModes(type, name).includes('API_KEY');
};

/** The most expensive of some resolvers. Both results are root fields, repeated under aliases. */
function dearestOf(fields: [string, number][]): [string, number] {
  return fields.reduce((most, each) => (each[1] > most[1] ? each : most));
}

/** The end of a row in the docs: units per request, and dollars per thousand requests. */
const bill = ({ reads, writes }: Units, others: number): string => {
  const dollars = (reads * PRICES.read + writes * PRICES.write + others) / 1_000;
  const units = [reads, writes].map((each) => (each ? ` ${each.toLocaleString('en')} |` : ' |'));
  return `|${units.join('')} ${dollars.toFixed(2)} |`;
};

it('the docs state the prices and the resolver limit', () => {
  expect(docs).toContain(
    `AppSync ${PRICES.appsync.toFixed(2)}, DynamoDB ${PRICES.read} for read and ${PRICES.write} for write units, Lambda ${PRICES.authorizer}`,
  );
  expect(docs).toContain(`at most ${limits.resolverCount} resolvers a request`);
});

it('the docs state the worst case for the public key', () => {
  const [field, each] = dearestOf(Object.entries(dearest).filter(([name]) => isPublic(name)));
  expect(field).toBe('Query.exercises');
  const units = { reads: limits.resolverCount * each, writes: 0 };
  expect(docs).toContain(`| \`exercises(limit: 100)\` ${bill(units, PRICES.appsync)}`);
});

it('the docs state the worst case for a query with a session', () => {
  const [field, each] = dearestOf(Object.entries(dearest));
  expect(field).toBe('Query.exportMyData');
  const units = { reads: limits.resolverCount * each + readUnits('authorizer'), writes: 0 };
  expect(docs).toContain(
    `| \`exportMyData\`, of 1,000 exercises ${bill(units, PRICES.appsync + PRICES.authorizer)}`,
  );
});

it('the docs state the worst case for a mutation, including the stream consumers', () => {
  const parts = [
    rowOf('recordCompletion, accepted, with the most prerequisites'),
    rowOf('countRanks, of one whose first digit changes on every board'),
    rowOf('publishCompletion'),
  ];
  const sum = (of: keyof Units) => parts.reduce((total, each) => total + each[of], 0);
  const units = {
    reads: limits.resolverCount * sum('reads') + readUnits('authorizer'),
    writes: limits.resolverCount * sum('writes'),
  };
  // The function that publishes completions sends one request for each.
  const requests = PRICES.appsync * (1 + limits.resolverCount) + PRICES.authorizer;
  expect(docs).toContain(`| \`recordCompletion\`, accepted ${bill(units, requests)}`);
});

it('no catalogue costs more than the largest exercises', () => {
  expect(largestExercises.page).toBeGreaterThan(readUnits('exercises, 100'));
  expect(largestExercises.instructions).toBe(
    readUnits('exercise(id) with instructions', 'exercise(id)'),
  );
});

it('no mutation in the ledgers costs more than a completion', () => {
  const most = rowOf('recordCompletion, accepted, with the most prerequisites');
  const others = (Object.keys(ledger) as Row[]).filter((row) => !row.startsWith('countRanks'));
  for (const row of others) expect(rowOf(row).writes, row).toBeLessThanOrEqual(most.writes);
});
