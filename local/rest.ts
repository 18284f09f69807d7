import type { HttpApiHandler } from '../functions/lib/http';
import { signInCors } from '../functions/signInCors';
import { invokeHttpApi } from './lambda/httpApi';
import type { Handler } from './server';

/** The functions of the sign-in. */
export interface RestHandlers {
  readonly start: HttpApiHandler;
  readonly callback: HttpApiHandler;
  readonly token: HttpApiHandler;
}

/**
 * The sign-in endpoints behind a stand-in for API Gateway: the same functions, routes and CORS.
 *
 * @param frontendOrigins origins whose pages may read the answers
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html
 */
export function createRest(handlers: RestHandlers, frontendOrigins: readonly string[]): Handler {
  const routes = new Map([
    ['GET /auth/github', handlers.start],
    ['GET /auth/github/callback', handlers.callback],
    ['POST /auth/token', handlers.token],
  ]);

  return async (request) => {
    const origin = request.headers.get('origin');
    const allowed = origin !== null && frontendOrigins.includes(origin);
    if (request.method === 'OPTIONS') return preflight(request, allowed ? origin : undefined);
    const routeKey = `${request.method} ${new URL(request.url).pathname}`;
    const handler = routes.get(routeKey);
    if (!handler) return Response.json({ message: 'Not Found' }, { status: 404 });
    const response = await invokeHttpApi(handler, request, routeKey);
    // The gateway drops what a function says about CORS, and says it itself.
    for (const name of [...response.headers.keys()]) {
      if (name.startsWith('access-control-')) response.headers.delete(name);
    }
    if (allowed) {
      response.headers.set('access-control-allow-origin', origin);
      response.headers.set('access-control-expose-headers', signInCors.exposeHeaders.join());
    }
    response.headers.append('vary', 'Origin');
    return response;
  };
}

/** Answers what a browser asks before a request; to other origins, without a permission. */
function preflight(request: Request, origin: string | undefined): Response {
  const response = new Response(null, { status: 204, headers: { vary: 'Origin' } });
  if (origin === undefined || !request.headers.has('access-control-request-method'))
    return response;
  response.headers.set('access-control-allow-origin', origin);
  response.headers.set('access-control-allow-methods', signInCors.allowMethods.join());
  response.headers.set('access-control-allow-headers', signInCors.allowHeaders.join());
  return response;
}
