import { expect } from 'vitest';
import { userKey } from '../../../model/user';
import { progressKey } from '../../../model/progress';
import { sessionKey } from '../../../model/session';
import type { Database } from '../../support/database';
import { EXERCISES, RIGHT, type Person } from './people';
import { operation } from '../../support/operation';

const WRONG = 'b'.repeat(64);

/** An operation of the API. Each operation that changes something runs as its own person. */
export interface Operation {
  readonly name: string;
  readonly mode: 'API_KEY' | 'AWS_IAM' | 'AWS_LAMBDA';
  readonly query: string;
  readonly variables?: (person: Person) => Record<string, unknown>;
  readonly changes?: true;
  /** Expected result without a fault, on the first run. */
  readonly answer: (person: Person) => unknown;
  /** Other valid results when an earlier run took effect but its response was lost. */
  readonly repeated?: (person: Person) => readonly unknown[];
  /** Whether the operation took effect. */
  readonly isDone?: (database: Database, person: Person) => Promise<boolean>;
}

const outcome = (name: string) => ({ data: { recordCompletion: { outcome: name } } });
const refusal = (field: string, errorType: string) => ({
  data: { [field]: null },
  errors: [expect.objectContaining({ errorType })],
});

const isGone = (hashOf: (person: Person) => string) => async (database: Database, person: Person) =>
  (await database.row('Sessions', sessionKey(hashOf(person), person.id))) === null;

export const operations: readonly Operation[] = [
  {
    name: 'exercises',
    mode: 'API_KEY',
    query: operation(`{ exercises { items { id } } }`),
    answer: () => ({ data: { exercises: { items: EXERCISES.map((id) => ({ id })) } } }),
  },
  {
    name: 'exercise',
    mode: 'AWS_LAMBDA',
    query: operation(`{ exercise(id: "exercise-b") {
      title instructions progress { attempts }
      stats { completions attempts firstSolver { username } } solvers { items { username } }
    } }`),
    answer: () => ({
      data: {
        exercise: {
          title: 'exercise-b',
          instructions: '# Do it\n',
          progress: null,
          stats: { completions: 0, attempts: 0, firstSolver: null },
          solvers: { items: [] },
        },
      },
    }),
  },
  {
    name: 'leaderboard',
    mode: 'API_KEY',
    query: operation(`{ leaderboard(limit: 1) { items { rank } } }`),
    answer: () => ({ data: { leaderboard: { items: [{ rank: 1 }] } } }),
  },
  {
    name: 'viewer',
    mode: 'AWS_LAMBDA',
    query: operation(`{ viewer {
      username points completedCount rank activity { days { completions } }
      sessions { id } progress { items { exercise { id } } }
    } }`),
    answer: ({ username }) => ({
      data: {
        viewer: {
          username,
          points: 10,
          completedCount: 1,
          rank: expect.any(Number) as number,
          activity: { days: [{ completions: 1 }] },
          sessions: [{ id: expect.any(String) as string }, { id: expect.any(String) as string }],
          progress: {
            items: [{ exercise: { id: 'exercise-a' } }, { exercise: { id: 'exercise-c' } }],
          },
        },
      },
    }),
  },
  {
    name: 'progress',
    mode: 'AWS_LAMBDA',
    query: operation(`{ progress { items { attempts exercise { id } } } }`),
    answer: () => ({
      data: {
        progress: {
          items: [
            { attempts: 1, exercise: { id: 'exercise-a' } },
            { attempts: 0, exercise: { id: 'exercise-c' } },
          ],
        },
      },
    }),
  },
  {
    name: 'exportMyData',
    mode: 'AWS_LAMBDA',
    query: operation(`{ exportMyData }`),
    answer: ({ username }) => ({
      data: { exportMyData: expect.stringContaining(username) as string },
    }),
  },
  {
    name: 'startExercise',
    mode: 'AWS_LAMBDA',
    changes: true,
    query: operation(
      `mutation { startExercise(exerciseId: "exercise-b") { attempts completedAt challenge } }`,
    ),
    answer: () => ({
      data: {
        startExercise: {
          attempts: 0,
          completedAt: null,
          challenge: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
        },
      },
    }),
    isDone: async (database, { id }) =>
      (await database.row('Progress', progressKey(id, 'exercise-b'))) !== null,
  },
  {
    name: 'recordCompletion, a right answer',
    mode: 'AWS_LAMBDA',
    changes: true,
    query: operation(`mutation ($hash: String!) {
      recordCompletion(input: { exerciseId: "exercise-c", verificationHash: $hash }) { outcome }
    }`),
    variables: () => ({ hash: RIGHT }),
    answer: () => outcome('COMPLETED'),
    repeated: () => [outcome('ALREADY_COMPLETED')],
    isDone: async (database, { id }) =>
      (await database.row('Progress', progressKey(id, 'exercise-c')))?.['completedAt'] !==
      undefined,
  },
  {
    name: 'recordCompletion, a wrong answer',
    mode: 'AWS_LAMBDA',
    changes: true,
    query: operation(`mutation ($hash: String!) {
      recordCompletion(input: { exerciseId: "exercise-c", verificationHash: $hash }) { outcome }
    }`),
    variables: () => ({ hash: WRONG }),
    answer: () => outcome('REJECTED'),
    repeated: () => [outcome('RATE_LIMITED')],
    isDone: async (database, { id }) =>
      Number((await database.row('Progress', progressKey(id, 'exercise-c')))?.['attempts']) > 0,
  },
  {
    name: 'logout',
    mode: 'AWS_LAMBDA',
    changes: true,
    query: operation(`mutation { logout { sessionsEnded done } }`),
    answer: () => ({ data: { logout: { sessionsEnded: 1, done: true } } }),
    isDone: isGone(({ tokenHash }) => tokenHash),
  },
  {
    name: 'logout, everywhere',
    mode: 'AWS_LAMBDA',
    changes: true,
    query: operation(`mutation { logout(everywhere: true) { sessionsEnded done } }`),
    answer: () => ({ data: { logout: { sessionsEnded: 2, done: true } } }),
    // The first run ended the other session, but its response was lost.
    repeated: () => [{ data: { logout: { sessionsEnded: 1, done: true } } }],
    isDone: async (database, person) =>
      (await isGone(({ tokenHash }) => tokenHash)(database, person)) &&
      (await isGone(({ otherTokenHash }) => otherTokenHash)(database, person)),
  },
  {
    name: 'revokeSession',
    mode: 'AWS_LAMBDA',
    changes: true,
    query: operation(`mutation ($id: ID!) { revokeSession(id: $id) { sessionsEnded } }`),
    variables: ({ otherTokenHash }) => ({ id: otherTokenHash }),
    answer: () => ({ data: { revokeSession: { sessionsEnded: 1 } } }),
    repeated: () => [refusal('revokeSession', 'NotFound')],
    isDone: isGone(({ otherTokenHash }) => otherTokenHash),
  },
  {
    name: 'deleteAccount',
    mode: 'AWS_LAMBDA',
    changes: true,
    query: operation(`mutation ($confirm: String!) { deleteAccount(confirm: $confirm) { done } }`),
    variables: ({ username }) => ({ confirm: username }),
    answer: () => ({ data: { deleteAccount: { done: true } } }),
    repeated: () => [refusal('deleteAccount', 'Unauthenticated')],
    isDone: async (database, { id }) =>
      (await database.row('Users', userKey(id))) === null &&
      (await database.rowsOf('Progress', id)).length === 0,
  },
  {
    name: 'publishCompletion',
    mode: 'AWS_IAM',
    changes: true,
    query: operation(`mutation ($userId: ID!) {
      publishCompletion(input: { userId: $userId, exerciseId: "exercise-a" }) { username points }
    }`),
    variables: ({ id }) => ({ userId: id }),
    answer: ({ username }) => ({ data: { publishCompletion: { username, points: 10 } } }),
    repeated: () => [{ data: { publishCompletion: null } }],
    isDone: async (database, { id }) =>
      (await database.row('Progress', progressKey(id, 'exercise-a')))?.['publishedAt'] !==
      undefined,
  },
];
