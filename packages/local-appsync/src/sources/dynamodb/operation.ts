import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Authorize } from './permissions';
import type { Tokens } from './nextToken';
import { checkVersion, RequestObject, type Member } from '../request';

/** The context in which an operation runs. */
export interface Surroundings {
  readonly client: DynamoDBClient;
  /** The table of operations that do not name one. */
  readonly tableName: string;
  readonly authorize: Authorize;
  readonly tokens: Tokens;
}

/**
 * Executes one request and returns the result for the response handler. Throws errors that
 * `sdkFault` converts.
 */
export type Operation = (request: Member, around: Surroundings) => Promise<unknown>;

/** Reads a request. `known` lists its members besides those that every operation has. */
export function readRequest(member: Member, known: readonly string[]): RequestObject {
  const request = new RequestObject(member, ['version', 'operation', ...known]);
  checkVersion(request);
  return request;
}
