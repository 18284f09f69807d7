import { BatchWriteCommand, DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createHash } from 'node:crypto';
import { publishCatalogue } from '../../../catalogue/publish';
import type { Exercise } from '../../../catalogue/read';
import { givenExercise } from '../../support/givenExercise';
import { tableNames } from '../../../local/config';
import { createTables } from '../../../local/database/tables';
import { boardKey, rankKey } from '../../../model/board';
import { statsKey } from '../../../model/exercise';
import type { ItemKey } from '../../../model/keys';
import { boardPeriods } from '../../../model/period';
import { progressKey, solversIndex } from '../../../model/progress';
import { sessionIndex, sessionKey } from '../../../model/session';
import type { TableName } from '../../../model/tables';
import { userKey } from '../../../model/user';

/** A person who completed `exercise-a` and started `exercise-c`, with a current session and another one. */
export interface Person {
  readonly id: string;
  readonly username: string;
  readonly tokenHash: string;
  readonly otherTokenHash: string;
}

export const EXERCISES = ['exercise-a', 'exercise-b', 'exercise-c'] as const;
/** The answer that completes `exercise-c`. */
export const RIGHT = 'a'.repeat(64);
export const POINTS = 10;

/** DynamoDB's limit for one batch. */
const WRITES_MAX = 25;

const exercise = (id: string, position: number): Exercise =>
  givenExercise({ id, position, points: POINTS });

const hash = (text: string) => createHash('sha256').update(text).digest('hex');

/** Creates the tables with three exercises and `count` people. */
export async function givenPeople(client: DynamoDBClient, count: number): Promise<Person[]> {
  await createTables(client, tableNames);
  await publishCatalogue(client, tableNames, EXERCISES.map(exercise), {
    mayRemove: () => true,
    mayThaw: true,
  });
  const now = Date.now();
  const people = Array.from({ length: count }, (_, i): Person => {
    const id = String(1_000 + i);
    const [tokenHash, otherTokenHash] = [hash(`${id} now`), hash(`${id} before`)];
    return { id, username: `person-${id}`, tokenHash, otherTokenHash };
  });
  const counters = { completions: count, attempts: count };
  const rows: Row[] = people.flatMap((person) => rowsOf(person, now));
  rows.push(['Exercises', { ...statsKey('exercise-a', 0), ...counters }]);
  const documents = DynamoDBDocumentClient.from(client);
  for (let from = 0; from < rows.length; from += WRITES_MAX) {
    const requests: Record<string, { PutRequest: { Item: Record<string, unknown> } }[]> = {};
    for (const [table, Item] of rows.slice(from, from + WRITES_MAX)) {
      (requests[tableNames[table]] ??= []).push({ PutRequest: { Item } });
    }
    await documents.send(new BatchWriteCommand({ RequestItems: requests }));
  }
  return people;
}

type Row = readonly [table: TableName, item: ItemKey & Record<string, unknown>];

function rowsOf({ id, username, tokenHash, otherTokenHash }: Person, now: number): Row[] {
  const at = new Date(now).toISOString();
  const avatarUrl = `https://example.com/${id}.png`;
  const name = { username, avatarUrl };
  return [
    ['Users', { ...userKey(id), ...name, createdAt: at, lastLoginAt: at }],
    ...[tokenHash, otherTokenHash].map((each): Row => [
      'Sessions',
      {
        ...sessionKey(each, id),
        ...sessionIndex(id, at),
        createdAt: at,
        userAgent: 'test',
        expiresAt: Math.floor(now / 1_000) + 3_600,
      },
    ]),
    [
      'Progress',
      {
        ...progressKey(id, 'exercise-a'),
        ...solversIndex('exercise-a', at),
        ...name,
        exerciseId: 'exercise-a',
        startedAt: at,
        completedAt: at,
        attempts: 1,
        version: 1,
        points: POINTS,
      },
    ],
    [
      'Progress',
      {
        ...progressKey(id, 'exercise-c'),
        exerciseId: 'exercise-c',
        startedAt: at,
        attempts: 0,
        version: 1,
        variant: 0,
        challenge: 'c'.repeat(32),
        expectedHash: RIGHT,
      },
    ],
    ...boardPeriods(now).map((period): Row => [
      'Leaderboards',
      {
        ...boardKey(period, id),
        ...name,
        points: POINTS,
        completions: 1,
        lastCompletedAt: at,
        rankKey: rankKey(POINTS, now),
      },
    ]),
  ];
}
