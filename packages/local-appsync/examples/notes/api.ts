import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createApi, dynamoDbSource, noneSource, type Api } from 'local-appsync';

const read = (file: string): string => readFileSync(new URL(file, import.meta.url), 'utf8');

/** Another project on the local AppSync, with its own schema, code, table and authorizer. */
export function createNotes(client: DynamoDBClient, tableName: string): Api {
  const unit = (field: string, source: 'notes' | 'none') => ({
    code: read(`resolvers/${field}.js`),
    source,
  });
  return createApi({
    schema: read('schema.graphql'),
    resolvers: {
      'Query.note': unit('Query.note', 'notes'),
      'Query.notes': unit('Query.notes', 'notes'),
      'Mutation.writeNote': unit('Mutation.writeNote', 'notes'),
      'Note.shout': unit('Note.shout', 'none'),
    },
    sources: {
      notes: dynamoDbSource({
        client,
        tableName,
        permissions: { [tableName]: { actions: ['GetItem', 'PutItem', 'Scan'], indexes: {} } },
        nextTokenKey: randomBytes(32),
      }),
      none: noneSource,
    },
    auth: {
      defaultMode: 'AWS_LAMBDA',
      authorizer: {
        handler: ({ authorizationToken: name }) =>
          Promise.resolve({ isAuthorized: name !== '', resolverContext: { name } }),
      },
    },
  });
}
