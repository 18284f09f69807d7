import type { SourceLambda } from '../functions/manifest';
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

/** A DynamoDB data source. Operations that do not name a table use `table`. */
export interface TableSource {
  readonly table: TableName;
  readonly access: readonly Access[];
}

/** A Lambda data source. */
export interface LambdaSource {
  readonly lambda: SourceLambda;
}

/** `NONE` has access to nothing: its result is the payload that the request handler returns. */
export type Source = TableSource | LambdaSource | 'NONE';

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
    // GetItem, because AppSync reads the item again when a condition on it fails.
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
  challenges: { lambda: 'IssueChallenge' },
  completion: {
    table: 'Progress',
    access: [
      { table: 'Users', actions: ['BatchGetItem', 'ConditionCheckItem'] },
      { table: 'Exercises', actions: ['BatchGetItem', 'UpdateItem'] },
      // GetItem, because AppSync reads the item again when a condition on it fails.
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
      { table: 'Progress', actions: ['UpdateItem'] },
    ],
  },
  users: {
    table: 'Users',
    access: [{ table: 'Users', actions: ['GetItem', 'UpdateItem'] }],
  },
} as const satisfies Record<string, Source>;

export type SourceName = keyof typeof sources;

/** Every pipeline step (`steps/<name>.ts`) and its source. */
export const steps = {
  addUnlistedSessions: 'sessions',
  checkPrerequisites: 'completion',
  confirmDeletion: 'users',
  countDays: 'progress',
  countHigherPlaces: 'boards',
  countSamePlace: 'boards',
  endLastSession: 'sessions',
  endOtherSessions: 'sessions',
  exportProfile: 'users',
  exportSessions: 'sessions',
  exportWork: 'progress',
  findCurrentSession: 'sessions',
  findSession: 'sessions',
  freezeProfile: 'users',
  issueChallenge: 'challenges',
  listLiveSessions: 'sessions',
  listOtherSessions: 'sessions',
  loadCompletion: 'completion',
  loadExercise: 'catalogue',
  loadProgress: 'progress',
  loadRankKey: 'boards',
  loadWork: 'progress',
  prepareRemoval: 'account',
  recordAnswer: 'completion',
  removeProfile: 'account',
  removeWork: 'account',
  startProgress: 'start',
  voidSignIns: 'users',
} as const satisfies Record<string, SourceName>;

export type StepName = keyof typeof steps;

/**
 * A unit resolver has a source. A pipeline has steps, which run in this order. Both have a
 * `<field>.ts`.
 */
export type Resolver =
  { readonly source: SourceName } | { readonly steps: readonly [StepName, ...StepName[]] };

type FieldOf<Name extends string, Type> = `${Name}.${Exclude<keyof Type & string, '__typename'>}`;

export type RootField =
  FieldOf<'Query', Query> | FieldOf<'Mutation', Mutation> | FieldOf<'Subscription', Subscription>;

/** Fields of objects. A field without a resolver is read from the parent's value. */
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

/**
 * Every field with a resolver. Infra and the local stack loop over this, and neither names a field.
 */
export const manifest = {
  'Query.exercise': { source: 'catalogue' },
  'Query.exercises': { source: 'catalogue' },
  'Query.exportMyData': { steps: ['exportProfile', 'exportWork', 'exportSessions'] },
  'Query.leaderboard': { source: 'boards' },
  'Query.progress': { source: 'progress' },
  'Query.tags': { source: 'catalogue' },
  'Query.viewer': { source: 'users' },

  'Mutation.deleteAccount': {
    // Two transactions of work and 25 sessions. The rest is left to the next call, because a
    // pipeline can have at most ten steps.
    steps: [
      'confirmDeletion',
      'freezeProfile',
      'loadWork',
      'prepareRemoval',
      'removeWork',
      'prepareRemoval',
      'removeWork',
      'listOtherSessions',
      'endOtherSessions',
      'removeProfile',
    ],
  },
  'Mutation.logout': {
    // 150 sessions, in the batches of 25 that DynamoDB accepts. A pipeline can have at most ten
    // steps.
    steps: [
      'voidSignIns',
      'listOtherSessions',
      'addUnlistedSessions',
      'endOtherSessions',
      'endOtherSessions',
      'endOtherSessions',
      'endOtherSessions',
      'endOtherSessions',
      'endOtherSessions',
      'endLastSession',
    ],
  },
  'Mutation.publishCompletion': { source: 'announcement' },
  'Mutation.recordCompletion': {
    // A commit that loses a race is prepared and tried again, up to three times: AppSync has no
    // loops around a source, and a pipeline can have at most ten steps. The last step detects a
    // commit whose response was lost.
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
  'Mutation.revokeSession': { steps: ['findSession', 'endLastSession'] },
  'Mutation.startExercise': {
    // A write that conflicts with another one is retried up to three times.
    steps: [
      'loadExercise',
      'loadProgress',
      'issueChallenge',
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
  // Five thousand exercises, or 5 MB of rows: five times the maximum of the catalogue.
  'Viewer.activity': { steps: ['countDays', 'countDays', 'countDays', 'countDays', 'countDays'] },
  'Viewer.completedCount': { source: 'boards' },
  'Viewer.points': { source: 'boards' },
  'Viewer.progress': { source: 'progress' },
  'Viewer.rank': { steps: ['loadRankKey', 'countHigherPlaces', 'countSamePlace'] },
  'Viewer.sessions': { steps: ['listLiveSessions', 'findCurrentSession'] },
} as const satisfies Manifest;

export type ResolvedField = keyof typeof manifest;

/** Limits of a single request to the API, deployed and local. */
export const limits = {
  /** Levels. The deepest query that tools send, introspection, has 15. */
  queryDepth: 16,
  /**
   * Resolvers: enough for a page of a hundred exercises with two each, or of twenty with all of
   * them. The maximum cost of a request with the public key follows from this limit:
   * docs/deploying.md.
   */
  resolverCount: 250,
} as const;
