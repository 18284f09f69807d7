import type { HttpApiHandler } from '../functions/lib/http';
import { invokeHttpApi } from './lambda/httpApi';
import type { Handler } from './server';

/** The functions of what widgets read. */
export interface WidgetHandlers {
  readonly exerciseStats: HttpApiHandler;
  readonly leaderboard: HttpApiHandler;
  readonly badge: HttpApiHandler;
}

/**
 * What widgets read, behind a stand-in for API Gateway that leaves CORS to the functions: the same
 * functions and routes.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html
 */
export function createWidgets(handlers: WidgetHandlers): Handler {
  const routes = [
    route('/v1/exercises/{id}/stats.json', handlers.exerciseStats),
    route('/v1/exercises/{id}/badge.svg', handlers.badge),
    route('/v1/leaderboard.json', handlers.leaderboard),
  ];

  return async (request) => {
    const { pathname } = new URL(request.url);
    for (const { pattern, routeKey, handler } of routes) {
      const match = pattern.exec(pathname);
      if (match) return invokeHttpApi(handler, request, routeKey, parametersOf(match));
    }
    return Response.json({ message: 'Not Found' }, { status: 404 });
  };
}

/** A parameter stands for one segment of the path, which has something in it. */
const route = (path: string, handler: HttpApiHandler) => ({
  pattern: new RegExp(`^${path.replaceAll('.', '\\.').replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`),
  routeKey: `ANY ${path}`,
  handler,
});

const parametersOf = ({ groups = {} }: RegExpExecArray): Record<string, string> =>
  Object.fromEntries(Object.entries(groups).map(([name, text]) => [name, decoded(text)]));

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
