import type { Access } from '../model/access';
import type { TableName } from '../model/tables';
import type {
  Exercise,
  ExercisePage,
  ExerciseStats,
  LogoutPayload,
  Mutation,
  Progress,
  ProgressPage,
  Query,
  RecordCompletionPayload,
  Subscription,
  Viewer,
} from './schema.types';

/** A DynamoDB data source. Operations that do not name a table act on `table`. */
export interface TableSource {
  readonly table: TableName;
  readonly access: readonly Access[];
}

/** `NONE` reaches nothing: its result is the payload that the request handler returns. */
export type Source = TableSource | 'NONE';

export const sources = {
  account: {
    table: 'Users',
    access: [
      { table: 'Users', actions: ['DeleteItem'] },
      { table: 'Sessions', actions: ['DeleteItem'] },
      { table: 'Progress', actions: ['DeleteItem'] },
      { table: 'Exercises', actions: ['UpdateItem'] },
      { table: 'Leaderboards', actions: ['BatchGetItem', 'DeleteItem', 'UpdateItem'] },
    ],
  },
  announcement: {
    table: 'Progress',
    // GetItem, because AppSync reads the item again after a condition on it failed.
    access: [{ table: 'Progress', actions: ['GetItem', 'UpdateItem'] }],
  },
  boards: {
    table: 'Leaderboards',
    access: [
      { table: 'Leaderboards', actions: ['BatchGetItem', 'GetItem'] },
      { table: 'Leaderboards', index: 'gsi1', actions: ['Query'] },
    ],
  },
  catalogue: {
    table: 'Exercises',
    access: [
      { table: 'Exercises', actions: ['GetItem', 'Query'] },
      { table: 'Exercises', index: 'gsi1', actions: ['Query'] },
    ],
  },
  completion: {
    table: 'Progress',
    access: [
      { table: 'Users', actions: ['BatchGetItem', 'ConditionCheckItem'] },
      { table: 'Exercises', actions: ['BatchGetItem', 'UpdateItem'] },
      // GetItem, because AppSync reads the item again after a condition on it failed.
      { table: 'Progress', actions: ['BatchGetItem', 'GetItem', 'UpdateItem'] },
      { table: 'Leaderboards', actions: ['BatchGetItem', 'UpdateItem'] },
    ],
  },
  none: 'NONE',
  progress: {
    table: 'Progress',
    access: [{ table: 'Progress', actions: ['GetItem', 'Query'] }],
  },
  sessions: {
    table: 'Sessions',
    access: [
      { table: 'Sessions', actions: ['BatchGetItem', 'BatchWriteItem', 'DeleteItem', 'GetItem'] },
      { table: 'Sessions', index: 'gsi1', actions: ['Query'] },
    ],
  },
  solvers: {
    table: 'Progress',
    access: [{ table: 'Progress', index: 'gsi1', actions: ['Query'] }],
  },
  start: {
    table: 'Progress',
    access: [
      { table: 'Users', actions: ['ConditionCheckItem'] },
      { table: 'Progress', actions: ['PutItem'] },
    ],
  },
  users: {
    table: 'Users',
    access: [{ table: 'Users', actions: ['GetItem', 'UpdateItem'] }],
  },
} as const satisfies Record<string, Source>;

export type SourceName = keyof typeof sources;

/** Every pipeline step (`steps/<name>.ts`) and the source that it acts on. */
export const steps = {
  checkPrerequisites: 'completion',
  confirmDeletion: 'users',
  countDays: 'progress',
  countHigherPlaces: 'boards',
  countSamePlace: 'boards',
  endSession: 'sessions',
  endSessions: 'sessions',
  findCurrentSession: 'sessions',
  findSession: 'sessions',
  findUnlisted: 'sessions',
  freezeProfile: 'users',
  listLiveSessions: 'sessions',
  listSessions: 'sessions',
  loadCompletion: 'completion',
  loadExercise: 'catalogue',
  loadHistory: 'progress',
  loadProgress: 'progress',
  loadProfile: 'users',
  loadSessions: 'sessions',
  loadStanding: 'boards',
  loadStandings: 'account',
  loadWork: 'progress',
  recordAnswer: 'completion',
  removeProfile: 'account',
  removeWork: 'account',
  startProgress: 'start',
  voidSignIns: 'users',
} as const satisfies Record<string, SourceName>;

export type StepName = keyof typeof steps;

/** A unit resolver has a source; a pipeline has steps, run in this order. Both have `<field>.ts`. */
export type Resolver =
  { readonly source: SourceName } | { readonly steps: readonly [StepName, ...StepName[]] };

type FieldOf<Name extends string, Type> = `${Name}.${Exclude<keyof Type & string, '__typename'>}`;

export type RootField =
  FieldOf<'Query', Query> | FieldOf<'Mutation', Mutation> | FieldOf<'Subscription', Subscription>;

/** Fields of objects: those without a resolver are read from the parent's value. */
export type ObjectField =
  | FieldOf<'Exercise', Exercise>
  | FieldOf<'ExercisePage', ExercisePage>
  | FieldOf<'ExerciseStats', ExerciseStats>
  | FieldOf<'LogoutPayload', LogoutPayload>
  | FieldOf<'Progress', Progress>
  | FieldOf<'ProgressPage', ProgressPage>
  | FieldOf<'RecordCompletionPayload', RecordCompletionPayload>
  | FieldOf<'Viewer', Viewer>;

type Manifest = Readonly<Record<RootField, Resolver> & Partial<Record<ObjectField, Resolver>>>;

/** Every field with a resolver. Infra and the local stack both loop over this; neither names a field. */
export const manifest = {
  'Query.exercise': { source: 'catalogue' },
  'Query.exercises': { source: 'catalogue' },
  'Query.exportMyData': { steps: ['loadProfile', 'loadWork', 'loadSessions'] },
  'Query.leaderboard': { source: 'boards' },
  'Query.progress': { source: 'progress' },
  'Query.viewer': { source: 'users' },

  'Mutation.deleteAccount': {
    // Two transactions of work and 25 sessions: more is for the next call, since ten steps are the most
    // that a pipeline may have.
    steps: [
      'confirmDeletion',
      'freezeProfile',
      'loadHistory',
      'loadStandings',
      'removeWork',
      'loadStandings',
      'removeWork',
      'listSessions',
      'endSessions',
      'removeProfile',
    ],
  },
  'Mutation.logout': {
    // 150 sessions, 25 at once as DynamoDB deletes them: ten steps are the most that a pipeline may have.
    steps: [
      'voidSignIns',
      'listSessions',
      'findUnlisted',
      'endSessions',
      'endSessions',
      'endSessions',
      'endSessions',
      'endSessions',
      'endSessions',
      'endSession',
    ],
  },
  'Mutation.publishCompletion': { source: 'announcement' },
  'Mutation.recordCompletion': {
    // A commit that lost a race is prepared and tried again, three times: AppSync has no loops around
    // a source, and ten steps are the most that a pipeline may have. The last one finds a commit whose
    // answer was lost.
    steps: [
      'loadCompletion',
      'checkPrerequisites',
      'recordAnswer',
      'loadCompletion',
      'recordAnswer',
      'loadCompletion',
      'recordAnswer',
      'loadCompletion',
      'recordAnswer',
      'loadCompletion',
    ],
  },
  'Mutation.revokeSession': { steps: ['findSession', 'endSession'] },
  'Mutation.startExercise': {
    // A write that met another one is tried again, three times.
    steps: [
      'loadExercise',
      'loadProgress',
      'startProgress',
      'startProgress',
      'startProgress',
      'startProgress',
    ],
  },

  'Subscription.onCompletion': { source: 'none' },

  'Exercise.instructions': { source: 'catalogue' },
  'Exercise.progress': { source: 'progress' },
  'Exercise.solvers': { source: 'solvers' },
  'Exercise.stats': { source: 'catalogue' },
  'ExerciseStats.firstSolver': { source: 'solvers' },
  'Progress.exercise': { source: 'catalogue' },
  // Five thousand labs, or 5 MB of rows: five times as many as the catalogue takes.
  'Viewer.activity': { steps: ['countDays', 'countDays', 'countDays', 'countDays', 'countDays'] },
  'Viewer.completedCount': { source: 'boards' },
  'Viewer.points': { source: 'boards' },
  'Viewer.progress': { source: 'progress' },
  'Viewer.rank': { steps: ['loadStanding', 'countHigherPlaces', 'countSamePlace'] },
  'Viewer.sessions': { steps: ['listLiveSessions', 'findCurrentSession'] },
} as const satisfies Manifest;

export type ResolvedField = keyof typeof manifest;

/** What one request may ask of the API, deployed and local. */
export const limits = {
  /** Levels. The deepest query that tools send, for the schema itself, has 15. */
  queryDepth: 16,
  /**
   * Resolvers: a page of a hundred labs with two for each of them, or one of twenty with all that there
   * are. What a request with the public key can cost at most follows from it: docs/deploying.md.
   */
  resolverCount: 250,
} as const;
