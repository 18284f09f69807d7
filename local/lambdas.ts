import type { AuthorizerConfig, LambdaHandler } from 'local-appsync';
import { AUTHORIZER, routesOf, streamInvocations } from '../functions/invocations';
import type { HttpApiHandler } from '../functions/lib/http';
import {
  API_NAMES,
  lambdas,
  type ApiName,
  type LambdaName,
  type SourceLambda,
} from '../functions/manifest';
import { signInCors } from '../functions/signInCors';
import { createCdn } from './cdn/cdn';
import { ORIGIN_SECRET, tableNames } from './config';
import { behindGateway } from './lambda/gateway';
import { loadHandler } from './lambda/load';
import { createRouter } from './lambda/router';
import { limitTime } from './lambda/timeLimit';
import type { FetchHandler } from './server';
import type { Consumer } from './streams/start';
import type { StreamHandler } from './streams/deliver';

// The product's functions, as Lambda runs them. They are imported on first use, after their
// resources have been linked.

/** Concurrent invocations of each function behind an HTTP API. */
const INVOCATIONS_AT_ONCE = 10;

const load = async <Event, Result>(name: LambdaName) =>
  limitTime(lambdas[name].timeoutSeconds, await loadHandler<Event, Result>(name));

/** Authenticates requests to the API. */
export const authorizer = (): Promise<AuthorizerConfig['handler']> => load(AUTHORIZER);

/** A source of the API. */
export const sourceHandler = (lambda: SourceLambda): Promise<LambdaHandler<unknown>> =>
  load(lambda);

/**
 * An HTTP API with its functions. API Gateway handles CORS for the sign-in; widgets handle it
 * themselves.
 */
export async function httpApi(api: ApiName, frontendUrl: string): Promise<FetchHandler> {
  const routes = await Promise.all(
    routesOf(api).map(async ({ lambda, route }): Promise<[string, HttpApiHandler]> => [
      route,
      behindGateway(INVOCATIONS_AT_ONCE, await load(lambda)),
    ]),
  );
  return createRouter(
    Object.fromEntries(routes),
    api === 'rest' ? { ...signInCors, allowOrigins: [frontendUrl] } : undefined,
  );
}

/**
 * Both HTTP APIs by path prefix, the widgets behind their CDN. They share a port, so each owns the
 * first segment of its paths.
 */
export async function httpApis(frontendUrl: string): Promise<[prefix: string, FetchHandler][]> {
  const mounts = await Promise.all(
    API_NAMES.map(async (api) => {
      const origin = await httpApi(api, frontendUrl);
      const handler = api === 'widgets' ? createCdn({ origin, secret: ORIGIN_SECRET }) : origin;
      return prefixesOf(api).map((prefix): [string, FetchHandler] => [prefix, handler]);
    }),
  );
  return mounts.flat();
}

/** `/auth/` for `GET /auth/github`. */
const prefixesOf = (api: ApiName): string[] => [
  ...new Set(routesOf(api).map(({ route }) => /(?<= )\/[^/]*\/?/.exec(route)![0])),
];

/** The functions on the streams of tables. */
export const streamConsumers = (): Promise<Consumer[]> =>
  Promise.all(
    streamInvocations.map(async ({ lambda, stream, filter }) => {
      const handler: StreamHandler = await load(lambda);
      return { name: lambda, tableName: tableNames[stream], handler, filters: filter };
    }),
  );
