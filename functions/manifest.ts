import type { Access } from '../model/access';
import { INDEX, type TableName, type tables } from '../model/tables';
import type { LinkName } from './lib/config';
import { completed, removed, type RecordPattern } from './lib/progressFilters';

/** The HTTP APIs, which differ in CORS and in limits: `infra/rest.ts`, `infra/widgets.ts`. */
export const API_NAMES = ['rest', 'widgets'] as const;

export type ApiName = (typeof API_NAMES)[number];

/** A route of an HTTP API, in API Gateway's words. */
export interface RouteInvocation {
  /** A parameter in braces stands for one segment of the path. */
  readonly route: `${'GET' | 'POST' | 'ANY'} /${string}`;
  readonly api: ApiName;
  /** What the deploy knows the route by. A route that is renamed is made anew, and conflicts with the old one. */
  readonly name: string;
}

type StreamingTable = {
  [Name in TableName]: (typeof tables)[Name] extends { stream: string } ? Name : never;
}[TableName];

/** The records of a table's stream that match one of the patterns. */
export interface StreamInvocation {
  readonly stream: StreamingTable;
  readonly filter: readonly RecordPattern[];
}

/** Invokes a Lambda. `authorizer` is AppSync, for every request with a token: one Lambda has it. */
export type Invocation = RouteInvocation | StreamInvocation | 'authorizer';

/** A Lambda, deployed and on the local stack. */
export interface Lambda {
  readonly handler: `functions/${string}.handler`;
  /** Seconds after which an invocation is cut off. */
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  /**
   * Concurrent executions that `prod` reserves, so that no other function or stage of the account can
   * use them up; also the most that the function gets. None when omitted.
   *
   * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html
   */
  readonly reserved?: number;
  /** What it may do to tables; it is linked to each of them. */
  readonly access: readonly Access[];
  /** Root fields of our own API that it may ask for; it is linked to the API. None when omitted. */
  readonly fields?: readonly `${'Query' | 'Mutation'}.${string}`[];
  /** What else it reads: secrets and addresses of the stage. */
  readonly links: readonly LinkName[];
  readonly invokedBy: Invocation;
}

/** As much as one request at a time needs, and processor enough for a quick start. */
const MEMORY_MB = 512;

/**
 * The authorizer is the one function that strangers reach past no limit of ours: a hundred, at ten
 * milliseconds each, are the 10,000 requests a second that AppSync lets through. API Gateway lets a burst
 * of a hundred sign-ins through (`infra/rest.ts`), and all of them may be at the same step.
 */
const RESERVED = 100;

/** Every Lambda, by its name on AWS. Infra and the local stack both loop over this; neither names a route. */
export const lambdas = {
  Authorizer: {
    handler: 'functions/authorizer.handler',
    // AppSync's client is owed a refusal within these.
    timeoutSeconds: 3,
    memoryMb: MEMORY_MB,
    reserved: RESERVED,
    access: [{ table: 'Sessions', actions: ['GetItem'] }],
    links: ['JwtSecret'],
    invokedBy: 'authorizer',
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
    // Two requests to GitHub, each of which may take five.
    timeoutSeconds: 15,
    memoryMb: MEMORY_MB,
    reserved: RESERVED,
    access: [
      { table: 'Users', actions: ['UpdateItem'] },
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

  // ANY, because the functions answer GET, HEAD and OPTIONS, and refuse the others.
  WidgetStats: {
    handler: 'functions/widgets/exerciseStats.handler',
    timeoutSeconds: 3,
    memoryMb: MEMORY_MB,
    access: [
      { table: 'Exercises', actions: ['Query'] },
      { table: 'Progress', index: INDEX, actions: ['Query'] },
    ],
    links: [],
    invokedBy: { api: 'widgets', route: 'ANY /v1/exercises/{id}/stats.json', name: 'stats' },
  },
  WidgetBadge: {
    handler: 'functions/widgets/badge.handler',
    timeoutSeconds: 3,
    memoryMb: MEMORY_MB,
    access: [{ table: 'Exercises', actions: ['Query'] }],
    links: [],
    invokedBy: { api: 'widgets', route: 'ANY /v1/exercises/{id}/badge.svg', name: 'badge' },
  },
  WidgetLeaderboard: {
    handler: 'functions/widgets/leaderboard.handler',
    timeoutSeconds: 3,
    memoryMb: MEMORY_MB,
    access: [{ table: 'Leaderboards', index: INDEX, actions: ['Query'] }],
    links: [],
    invokedBy: { api: 'widgets', route: 'ANY /v1/leaderboard.json', name: 'leaderboard' },
  },

  CountRanks: {
    handler: 'functions/countRanks.handler',
    // A hundred people on three boards, with every transaction tried again.
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
    // All its requests run at the same time, and each may take twenty.
    timeoutSeconds: 30,
    memoryMb: MEMORY_MB,
    access: [],
    fields: ['Mutation.publishCompletion'],
    links: [],
    invokedBy: { stream: 'Progress', filter: [completed] },
  },
} as const satisfies Record<string, Lambda>;

export type LambdaName = keyof typeof lambdas;
