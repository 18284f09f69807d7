import { apiHeaders } from '../model/securityHeaders';
import { config } from './lib/config';
import type { HttpApiHandler } from './lib/http';
import { ownOrigin } from './lib/ownOrigin';

/**
 * `GET /.well-known/akasha-labs.json`: the addresses of the stage, so that a client needs only one.
 *
 * - `graphql`: the GraphQL endpoint
 * - `apiKey`: its public key
 * - `auth`: the origin of `/auth/…`, which is this host
 * - `site`: the stage's frontend
 */
export const handler: HttpApiHandler = async (event) => ({
  statusCode: 200,
  headers: {
    ...apiHeaders,
    'content-type': 'application/json',
    'cache-control': 'public, max-age=60',
  },
  body: JSON.stringify({
    graphql: config.PublicApi.url,
    apiKey: config.PublicApi.key,
    auth: ownOrigin(event),
    site: config.Frontend.url,
  }),
});
