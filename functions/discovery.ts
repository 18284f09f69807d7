import { config } from './lib/config';
import type { HttpApiHandler } from './lib/http';
import { SECURITY_HEADERS } from './lib/securityHeaders';

/**
 * `GET /.well-known/akasha-labs.json`: the addresses of the stage, so that a client needs only one.
 *
 * - `graphql`: the GraphQL endpoint
 * - `apiKey`: its public key
 * - `auth`: the origin of `/auth/…`, which is this host
 * - `site`: the stage's frontend
 */
export const handler: HttpApiHandler = async (event) => {
  const protocol = event.headers['x-forwarded-proto'] === 'http' ? 'http' : 'https';
  const auth = `${protocol}://${event.requestContext.domainName}`;
  return {
    statusCode: 200,
    headers: {
      ...SECURITY_HEADERS,
      'content-type': 'application/json',
      'cache-control': 'public, max-age=60',
    },
    body: JSON.stringify({
      graphql: config.PublicApi.url,
      apiKey: config.PublicApi.key,
      auth,
      site: config.Frontend.url,
    }),
  };
};
