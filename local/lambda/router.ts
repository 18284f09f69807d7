import type { HttpApiHandler } from '../../functions/lib/http';
import type { FetchHandler } from '../server';
import { invokeHttpApi } from './httpApi';

/** The CORS configuration of API Gateway, if any. */
export interface Cors {
  readonly allowCredentials: boolean;
  readonly allowOrigins: readonly string[];
  readonly allowMethods: readonly string[];
  readonly allowHeaders: readonly string[];
  readonly exposeHeaders: readonly string[];
}

/**
 * Stands in for one HTTP API of API Gateway: routes each request to its function.
 *
 * @param routes by route key: `GET /auth/github`, `ANY /v1/exercises/{id}/badge.svg`
 * @param cors if omitted, functions set the CORS headers themselves
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html
 */
export function createRouter(
  routes: Readonly<Record<string, HttpApiHandler>>,
  cors?: Cors,
): FetchHandler {
  const matchers = Object.entries(routes)
    .map(([routeKey, handler]) => ({ ...matcherOf(routeKey), routeKey, handler }))
    // The most specific match is used.
    .sort((a, b) => a.wildcards - b.wildcards);

  async function invoke(request: Request): Promise<Response | undefined> {
    const { pathname } = new URL(request.url);
    for (const { method, pattern, routeKey, handler } of matchers) {
      const match = pattern.exec(pathname);
      if (match && (method === 'ANY' || method === request.method)) {
        return invokeHttpApi(handler, request, routeKey, parametersOf(match));
      }
    }
    return undefined;
  }

  return async (request) => {
    if (cors && request.method === 'OPTIONS') return preflight(request, cors);
    const response = await invoke(request);
    if (!response) return Response.json({ message: 'Not Found' }, { status: 404 });
    if (cors) setCors(response, originOf(request, cors), cors);
    return response;
  };
}

/** A parameter matches one non-empty path segment. */
function matcherOf(routeKey: string): { method: string; pattern: RegExp; wildcards: number } {
  const [method = '', path = ''] = routeKey.split(' ');
  const source = path.replaceAll('.', '\\.').replace(/\{(\w+)\}/g, '(?<$1>[^/]+)');
  const wildcards = routeKey.match(/\{|^ANY/g)?.length ?? 0;
  return { method, pattern: new RegExp(`^${source}$`), wildcards };
}

const parametersOf = ({ groups = {} }: RegExpExecArray): Record<string, string> =>
  Object.fromEntries(Object.entries(groups).map(([name, text]) => [name, decoded(text)]));

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The origin of a request, if its pages may read the response. */
function originOf(request: Request, { allowOrigins }: Cors): string | undefined {
  const origin = request.headers.get('origin');
  return origin !== null && allowOrigins.includes(origin) ? origin : undefined;
}

/** Replaces the function's CORS headers with its own. */
function setCors(response: Response, origin: string | undefined, cors: Cors): void {
  for (const name of [...response.headers.keys()]) {
    if (name.startsWith('access-control-')) response.headers.delete(name);
  }
  if (origin !== undefined) {
    allow(response, origin, cors);
    response.headers.set('access-control-expose-headers', cors.exposeHeaders.join());
  }
  response.headers.append('vary', 'Origin');
}

/** Responds to preflight requests. Other origins get no permission. */
function preflight(request: Request, cors: Cors): Response {
  const response = new Response(null, { status: 204, headers: { vary: 'Origin' } });
  const origin = originOf(request, cors);
  if (origin === undefined || !request.headers.has('access-control-request-method')) {
    return response;
  }
  allow(response, origin, cors);
  response.headers.set('access-control-allow-methods', cors.allowMethods.join());
  response.headers.set('access-control-allow-headers', cors.allowHeaders.join());
  return response;
}

function allow({ headers }: Response, origin: string, { allowCredentials }: Cors): void {
  headers.set('access-control-allow-origin', origin);
  if (allowCredentials) headers.set('access-control-allow-credentials', 'true');
}
