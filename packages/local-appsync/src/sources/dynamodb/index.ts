import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { DataSource } from '../dataSource';
import { sdkFault } from './fault';
import { requestFault } from '../fault';
import { tokensFor } from './nextToken';
import { operations } from './operations';
import { authorizer, type DynamoDbPermissions } from './permissions';

export type { DataSource, SourceResult } from '../dataSource';
export type { DynamoDbPermissions } from './permissions';

/**
 * Creates a DynamoDB data source. It accepts the same requests as AppSync and returns the same
 * results.
 *
 * @param options.tableName table for operations that do not name one
 * @param options.permissions allowed actions; any other is refused, as the role of the source would
 * @param options.nextTokenKey 32-byte key that encrypts page tokens
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/js-resolver-reference-dynamodb.html
 */
export function dynamoDbSource(options: {
  client: DynamoDBClient;
  tableName: string;
  permissions: DynamoDbPermissions;
  nextTokenKey: Buffer;
}): DataSource {
  const { client, tableName, permissions, nextTokenKey } = options;
  const authorize = authorizer(permissions);
  return {
    async invoke(request, binding) {
      try {
        const result = await operationOf(request)(
          { value: request, path: '$' },
          {
            client,
            tableName,
            authorize,
            tokens: tokensFor(nextTokenKey, binding),
          },
        );
        return { result };
      } catch (error) {
        const { type, message, result } = sdkFault(error);
        return { result, error: { type, message } };
      }
    },
  };
}

function operationOf(request: unknown) {
  const name =
    typeof request === 'object' && request !== null && 'operation' in request
      ? request.operation
      : undefined;
  if (typeof name !== 'string') throw requestFault("Value for field '$[operation]' not found.");
  const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
  if (!operation) throw requestFault("Unsupported element '$[operation]'.");
  return operation;
}
