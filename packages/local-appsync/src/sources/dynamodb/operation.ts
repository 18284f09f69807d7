import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Authorize } from './permissions';
import type { Tokens } from './nextToken';
import { checkVersion, RequestObject, type Member } from '../request';

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

/** The members of a request besides those that every operation has. */
export function readRequest(member: Member, known: readonly string[]): RequestObject {
  const request = new RequestObject(member, ['version', 'operation', ...known]);
  checkVersion(request);
  return request;
}
