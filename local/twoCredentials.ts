import type { Routes } from './server';

type Handle = Routes['graphql'];

const NOTE =
  'A request has both an API key and a token. The API key takes precedence, and the token is ignored. Send only one of them.';

/**
 * Logs the first request that has both an API key and a token. Fields that require the token are
 * refused. The response cannot explain why: it has AppSync's own message, which frontends test
 * against.
 */
export function noteTwoCredentials(handle: Handle): Handle {
  let isNoted = false;
  return (request) => {
    if (!isNoted && 'x-api-key' in request.headers && 'authorization' in request.headers) {
      isNoted = true;
      console.error(NOTE);
    }
    return handle(request);
  };
}
