/** The local AppSync with one resolver, a server of its own. */
import { randomBytes } from 'node:crypto';
import { createApi } from '../../local/appsync/api';
import { serveApi } from '../../local/appsync/serve';
import { dynamoDbSource } from '../../local/appsync/sources/dynamodb';
import { clientAt, schema, TABLE } from './notes';
import { serveQuestions } from './server';

const API_KEY = 'da2-abcdefghijklmnopqrstuvwxyz';

const code = `
  import { util } from '@aws-appsync/utils';
  export function request(ctx) {
    return { operation: 'GetItem', key: util.dynamodb.toMapValues({ id: ctx.args.id }) };
  }
  export function response(ctx) {
    if (ctx.error) util.error(ctx.error.message, ctx.error.type);
    return ctx.result;
  }
`;

const api = createApi({
  schema,
  resolvers: { 'Query.note': { code, source: 'notes' } },
  sources: {
    notes: dynamoDbSource({
      client: clientAt(process.argv[2]!),
      tableName: TABLE,
      permissions: { [TABLE]: { actions: ['GetItem'], indexes: {} } },
      nextTokenKey: randomBytes(32),
    }),
  },
  auth: { defaultMode: 'API_KEY', apiKeys: [{ key: API_KEY }] },
});
const { graphqlUrl } = await serveApi(api);

serveQuestions({ url: graphqlUrl, headers: { 'x-api-key': API_KEY } });
