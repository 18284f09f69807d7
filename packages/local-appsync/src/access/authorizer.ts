import { unauthorized } from '../errors';
import { matchesWhole } from '../evaluator/javaPattern';

/** The event that AppSync sends to a Lambda authorizer. */
export interface AuthorizerEvent {
  authorizationToken: string;
  requestContext: {
    apiId: string;
    accountId: string;
    requestId: string;
    queryString: string;
    operationName?: string;
    variables: Record<string, unknown>;
  };
  requestHeaders: Record<string, string>;
}

/** A Lambda authorizer and its configuration in the API. */
export interface AuthorizerConfig {
  readonly handler: (event: AuthorizerEvent) => Promise<unknown>;
  /**
   * Seconds for which a response is cached, unless the response sets its own: 0 to 3600. Defaults
   * to 0.
   */
  readonly resultTtlSeconds?: number;
  /** A Java pattern that must match the entire token before the handler is called. */
  readonly identityValidationExpression?: string;
}

/** The authorizer's decision about one request. */
export interface Decision {
  /** Flat. Resolvers see it as `ctx.identity.resolverContext`. */
  readonly resolverContext: Record<string, unknown>;
  /**
   * `Type.field`, or the ARN of a field. The field is null for this caller, whatever its resolver
   * returns.
   */
  readonly deniedFields: readonly string[];
}

export type Authorizer = (event: AuthorizerEvent) => Promise<Decision>;

/**
 * Maximum length of a token, in characters. (Reported: https://lambda.101i.de/appsync-authorizer/.)
 */
const TOKEN_MAX = 2_048;

/** How long AppSync waits for its authorizer. */
const TIMEOUT_MS = 10_000;

/** Maximum size of the context for resolvers, in bytes. */
const CONTEXT_MAX_BYTES = 5 * 1_048_576;

const TTL_MAX_SECONDS = 3_600;

/** Maximum size of a response that is cached, in bytes. */
const CACHED_MAX_BYTES = 1_048_576;

/** Maximum number of cached responses. The oldest is dropped first. */
const CACHED_AT_ONCE = 1_000;

interface Cached {
  readonly decision: Decision | null;
  readonly until: number;
}

/**
 * Calls a Lambda authorizer and caches its response only by the token, as AppSync does: while the
 * response is valid, it decides about every operation with that token.
 *
 * Fails closed: a negative response, no response, an unexpected response, an exception, or no
 * response within ten seconds is a refusal.
 *
 * @param now epoch milliseconds
 * @throws Error if the API would not accept the configuration; the returned function throws
 *   RequestError 401, always with the same message
 * @see
 * https://docs.aws.amazon.com/appsync/latest/devguide/security-authz.html#aws-lambda-authorization
 */
export function createAuthorizer(
  config: AuthorizerConfig,
  now: () => number = Date.now,
): Authorizer {
  const { handler, resultTtlSeconds = 0, identityValidationExpression } = config;
  if (!(resultTtlSeconds >= 0 && resultTtlSeconds <= TTL_MAX_SECONDS)) {
    throw new Error(`resultTtlSeconds must be from 0 to ${TTL_MAX_SECONDS}.`);
  }
  const expression = identityValidationExpression ?? '(?s).*';
  matchesWhole(expression, ''); // Reports an invalid pattern now, and not at the first request.
  const cache = new Map<string, Cached>();

  async function ask(event: AuthorizerEvent): Promise<Decision | null> {
    const answer = await withTimeout((async () => handler(event))()).catch((error: unknown) => {
      console.error('The Lambda authorizer failed:', error);
    });
    if (!isRecord(answer) || typeof answer['isAuthorized'] !== 'boolean') return null;
    const decision = answer['isAuthorized'] ? readDecision(answer) : null;
    const ttl = ttlOf(answer) ?? resultTtlSeconds;
    if (ttl > 0 && Buffer.byteLength(JSON.stringify(answer)) < CACHED_MAX_BYTES) {
      cache.set(event.authorizationToken, { decision, until: now() + ttl * 1_000 });
      if (cache.size > CACHED_AT_ONCE) cache.delete(cache.keys().next().value!);
    }
    return decision;
  }

  return async (event) => {
    const token = event.authorizationToken;
    if (token.length > TOKEN_MAX || !fits(expression, token)) throw unauthorized();
    const cached = cache.get(token);
    if (cached && cached.until <= now()) cache.delete(token);
    const decision = cached && cached.until > now() ? cached.decision : await ask(event);
    if (!decision) throw unauthorized();
    return decision;
  };
}

/** A pattern that never finishes matches nothing. */
function fits(expression: string, token: string): boolean {
  try {
    return matchesWhole(expression, token);
  } catch (error) {
    console.error('The validation expression failed:', error);
    return false;
  }
}

/** Null if the response is positive but AppSync does not accept it. */
function readDecision(answer: Record<string, unknown>): Decision | null {
  const { resolverContext = {}, deniedFields = [] } = answer;
  if (!isRecord(resolverContext) || Object.values(resolverContext).some(isNested)) {
    console.error('The Lambda authorizer failed: resolverContext must not contain nested values.');
    return null;
  }
  if (Buffer.byteLength(JSON.stringify(resolverContext)) > CONTEXT_MAX_BYTES) {
    console.error('The Lambda authorizer failed: resolverContext is larger than 5 MB.');
    return null;
  }
  if (!Array.isArray(deniedFields) || !deniedFields.every((each) => typeof each === 'string')) {
    console.error('The Lambda authorizer failed: deniedFields must be a list of strings.');
    return null;
  }
  return { resolverContext, deniedFields };
}

const isNested = (value: unknown): boolean => typeof value === 'object' && value !== null;

const ttlOf = ({ ttlOverride }: Record<string, unknown>): number | undefined =>
  typeof ttlOverride === 'number' ? ttlOverride : undefined;

/** Whether a decision denies a field. An ARN ends with `types/Type/fields/field`. */
export function denies(deniedFields: readonly string[], type: string, field: string): boolean {
  return deniedFields.some(
    (denied) => denied === `${type}.${field}` || denied.endsWith(`/types/${type}/fields/${field}`),
  );
}

function withTimeout<T>(work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('It did not answer in time.')), TIMEOUT_MS);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
