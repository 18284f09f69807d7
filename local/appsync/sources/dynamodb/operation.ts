import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Authorize } from './permissions';
import type { Tokens } from './nextToken';
import type { Member } from '../request';

/** What an operation works with. */
export interface Surroundings {
  readonly client: DynamoDBClient;
  /** The table of operations that do not name one. */
  readonly tableName: string;
  readonly authorize: Authorize;
  readonly tokens: Tokens;
}

/** Does one request and answers what the response handler sees. Throws what `sdkFault` reads. */
export type Operation = (request: Member, around: Surroundings) => Promise<unknown>;
