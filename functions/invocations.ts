import {
  lambdas,
  type ApiName,
  type Invocation,
  type Lambda,
  type LambdaName,
  type RouteInvocation,
  type StreamInvocation,
} from './manifest';

const entries = Object.entries<Lambda>(lambdas) as [LambdaName, Lambda][];

/** The Lambdas with a given kind of invocation, each with its invocation. */
const invokedBy = <Kind extends Invocation>(isKind: (each: Invocation) => each is Kind) =>
  entries.flatMap(([lambda, { invokedBy: by }]) => (isKind(by) ? [{ lambda, by }] : []));

const isRoute = (by: Invocation): by is RouteInvocation => typeof by === 'object' && 'route' in by;

/** The routes of an HTTP API, each with its Lambda. */
export const routesOf = (api: ApiName) =>
  invokedBy(isRoute).flatMap(({ lambda, by }) => (by.api === api ? [{ lambda, ...by }] : []));

/** The streams that invoke Lambdas, one entry per Lambda and stream. */
export const streamInvocations = invokedBy(
  (by): by is StreamInvocation => typeof by === 'object' && 'stream' in by,
).map(({ lambda, by }) => ({ lambda, ...by }));

const [authorizer] = invokedBy((by) => by === 'authorizer');
if (!authorizer) throw new Error('functions/manifest.ts: no Lambda is the authorizer.');

/** The Lambda that authenticates requests to the API. */
export const AUTHORIZER = authorizer.lambda;
