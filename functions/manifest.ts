import type { Access } from '../model/access';
import { INDEX, type TableName, type tables } from '../model/tables';
import type { LinkName } from './lib/config';
import { completed, removed } from './lib/progressFilters';
import type { RecordPattern } from './lib/recordPattern';
import { profileChanged } from './lib/userFilters';

/** The HTTP APIs, which differ in CORS and limits: `infra/rest.ts`, `infra/widgets.ts`. */
export const API_NAMES = ['rest', 'widgets'] as const;

export type ApiName = (typeof API_NAMES)[number];

/** A route of an HTTP API, in API Gateway's syntax. */
export interface RouteInvocation {
  /** A parameter in braces matches one path segment. */
  readonly route: `${'GET' | 'POST' | 'ANY'} /${string}`;
  readonly api: ApiName;
  /**
   * The route's name in the deployment. Renaming it creates a new route that conflicts with the old
   * one.
   */
  readonly name: string;
}

type StreamingTable = {
  [Name in TableName]: (typeof tables)[Name] extends { stream: string } ? Name : never;
}[TableName];

/** The records of a table's stream that match at least one of the patterns. */
export interface StreamInvocation {
  readonly stream: StreamingTable;
  readonly filter: readonly RecordPattern[];
}

/**
 * What invokes a Lambda. `authorizer` is AppSync, for every request with a token; exactly one
 * Lambda has it. `source` is AppSync, for resolvers whose source in `resolvers/manifest.ts` is the
 * Lambda.
 */
export type Invocation = RouteInvocation | StreamInvocation | 'authorizer' | 'source';

/** A Lambda, deployed and on the local stack. */
export interface Lambda {
  readonly handler: `functions/${string}.handler`;
  /** Timeout of an invocation, in seconds. */
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  /**
   * Concurrent executions reserved in `prod`, so that no other function or stage of the account can
   * use them up. Also the function's maximum. None when omitted.
   *
   * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html
   */
  readonly reserved?: number;
  /** The table access of its role. It is linked to each of these tables. */
  readonly access: readonly Access[];
  /**
   * Root fields of our own API that it may request. It is then linked to the API. None when
   * omitted.
   */
  readonly fields?: readonly `${'Query' | 'Mutation'}.${string}`[];
  /** Other links: secrets and addresses of the stage. */
  readonly links: readonly LinkName[];
  readonly invokedBy: Invocation;
}

/** Enough memory for one request at a time, and enough CPU for a fast start. */
const MEMORY_MB = 512;

/**
 * The authorizer is the only function that anonymous callers can invoke without one of our limits.
 * A hundred executions of ten milliseconds each handle the 10,000 requests per second that AppSync
 * allows. API Gateway allows a burst of a hundred sign-ins (`infra/rest.ts`), and all of them may
 * be at the same step.
 */
const RESERVED = 100;

/**
 * Every Lambda, by its name on AWS. Infra and the local stack loop over this, and neither names a
 * route.
 */
export const lambdas = {
  Authorizer: {
    handler: 'functions/authorizer.handler',
    // AppSync's client must receive a refusal within this time.
    timeoutSeconds: 3,
    memoryMb: MEMORY_MB,
    reserved: RESERVED,
    access: [{ table: 'Sessions', actions: ['GetItem'] }],
    links: ['JwtSecret'],
    invokedBy: 'authorizer',
  },

  IssueChallenge: {
    handler: 'functions/issueChallenge.handler',
    timeoutSeconds: 5,
    memoryMb: MEMORY_MB,
    access: [{ table: 'Answers', actions: ['GetItem'] }],
    links: [],
    invokedBy: 'source',
  },

  OauthStart: {
    handler: 'functions/oauth/start.handler',
    timeoutSeconds: 3,
    memoryMb: MEMORY_MB,
    reserved: RESERVED,
    access: [],
    links: ['JwtSecret', 'GithubClientId', 'Frontend', 'Github'],
    invokedBy: { api: 'rest', route: 'GET /auth/github', name: 'start' },
  },
  OauthCallback: {
    handler: 'functions/oauth/callback.handler',
    // Two requests to GitHub, each of which may take five seconds.
    timeoutSeconds: 15,
    memoryMb: MEMORY_MB,
    reserved: RESERVED,
    access: [
      { table: 'Users', actions: ['DeleteItem', 'GetItem', 'PutItem', 'UpdateItem'] },
      { table: 'Sessions', actions: ['PutItem'] },
    ],
    links: ['JwtSecret', 'GithubClientId', 'GithubClientSecret', 'Frontend', 'Github'],
    invokedBy: { api: 'rest', route: 'GET /auth/github/callback', name: 'callback' },
  },
  OauthToken: {
    handler: 'functions/oauth/token.handler',
    timeoutSeconds: 5,
    memoryMb: MEMORY_MB,
    reserved: RESERVED,
    access: [
      { table: 'Sessions', actions: ['GetItem', 'DeleteItem', 'PutItem'] },
      { table: 'Users', actions: ['GetItem', 'UpdateItem'] },
    ],
    links: ['JwtSecret'],
    invokedBy: { api: 'rest', route: 'POST /auth/token', name: 'token' },
  },
  Discovery: {
    handler: 'functions/discovery.handler',
    timeoutSeconds: 3,
    memoryMb: MEMORY_MB,
    access: [],
    links: ['PublicApi', 'Frontend'],
    invokedBy: { api: 'rest', route: 'GET /.well-known/akasha-labs.json', name: 'discovery' },
  },

  // ANY, because the functions respond to GET, HEAD and OPTIONS, and refuse other methods.
  WidgetStats: {
    handler: 'functions/widgets/exerciseStats.handler',
    timeoutSeconds: 3,
    memoryMb: MEMORY_MB,
    access: [
      { table: 'Exercises', actions: ['Query'] },
      { table: 'Progress', index: INDEX, actions: ['Query'] },
    ],
    links: ['OriginSecret'],
    invokedBy: { api: 'widgets', route: 'ANY /v1/exercises/{id}/stats.json', name: 'stats' },
  },
  WidgetBadge: {
    handler: 'functions/widgets/badge.handler',
    timeoutSeconds: 3,
    memoryMb: MEMORY_MB,
    access: [{ table: 'Exercises', actions: ['Query'] }],
    links: ['OriginSecret'],
    invokedBy: { api: 'widgets', route: 'ANY /v1/exercises/{id}/badge.svg', name: 'badge' },
  },
  WidgetLeaderboard: {
    handler: 'functions/widgets/leaderboard.handler',
    timeoutSeconds: 3,
    memoryMb: MEMORY_MB,
    access: [{ table: 'Leaderboards', index: INDEX, actions: ['Query'] }],
    links: ['OriginSecret'],
    invokedBy: { api: 'widgets', route: 'ANY /v1/leaderboard.json', name: 'leaderboard' },
  },

  CountRanks: {
    handler: 'functions/countRanks.handler',
    // A hundred people on three boards, with every transaction retried.
    timeoutSeconds: 60,
    memoryMb: MEMORY_MB,
    access: [
      {
        table: 'Leaderboards',
        actions: ['BatchGetItem', 'ConditionCheckItem', 'DeleteItem', 'UpdateItem'],
      },
    ],
    links: [],
    invokedBy: { stream: 'Progress', filter: [completed, removed] },
  },
  PublishCompletion: {
    handler: 'functions/publishCompletion.handler',
    // All of its requests run concurrently, and each may take twenty seconds.
    timeoutSeconds: 30,
    memoryMb: MEMORY_MB,
    access: [],
    fields: ['Mutation.publishCompletion'],
    links: [],
    invokedBy: { stream: 'Progress', filter: [completed] },
  },
  RenamePerson: {
    handler: 'functions/renamePerson.handler',
    // Several long histories. What is left after that, the next call continues.
    timeoutSeconds: 60,
    memoryMb: MEMORY_MB,
    access: [
      { table: 'Users', actions: ['GetItem'] },
      { table: 'Progress', actions: ['Query', 'UpdateItem'] },
      { table: 'Leaderboards', actions: ['BatchGetItem', 'UpdateItem'] },
    ],
    links: [],
    invokedBy: { stream: 'Users', filter: [profileChanged] },
  },
} as const satisfies Record<string, Lambda>;

export type LambdaName = keyof typeof lambdas;

/** The Lambdas that can be sources of the GraphQL API. */
export type SourceLambda = {
  [Name in LambdaName]: (typeof lambdas)[Name]['invokedBy'] extends 'source' ? Name : never;
}[LambdaName];
