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

/** A Lambda authorizer and how the API uses it. */
export interface AuthorizerConfig {
  readonly handler: (event: AuthorizerEvent) => Promise<unknown>;
  /** Seconds that an answer is good for, unless it says otherwise itself: 0 to 3600; 0 when omitted. */
  readonly resultTtlSeconds?: number;
  /** A Java pattern that a token must match, whole, for the handler to be asked at all. */
  readonly identityValidationExpression?: string;
}

/** What the authorizer decided about one request. */
export interface Decision {
  /** Flat; what resolvers see as `ctx.identity.resolverContext`. */
  readonly resolverContext: Record<string, unknown>;
  /** `Type.field`, or the ARN of a field: null to this caller, whatever its resolver returns. */
  readonly deniedFields: readonly string[];
}

export type Authorizer = (event: AuthorizerEvent) => Promise<Decision>;

/** Longest token, in characters. (Reported: https://lambda.101i.de/appsync-authorizer/.) */
const TOKEN_MAX = 2_048;

/** AppSync waits this long for its authorizer. */
const TIMEOUT_MS = 10_000;

/** Largest context for resolvers, in bytes. */
const CONTEXT_MAX_BYTES = 5 * 1_048_576;

const TTL_MAX_SECONDS = 3_600;

/** Larger answers are never kept, in bytes. */
const CACHED_MAX_BYTES = 1_048_576;

/** Answers that are kept at once; the oldest goes first. */
const CACHED_AT_ONCE = 1_000;

interface Cached {
  readonly decision: Decision | null;
  readonly until: number;
}

/**
 * Asks a Lambda authorizer, and remembers what it said by the token alone, as AppSync does: within the
 * time that an answer is good for, it decides about every operation of that token.
 *
 * Whatever is not a clear yes is a refusal: no, nothing, something else, an exception, no answer in
 * ten seconds.
 *
 * @param now epoch milliseconds
 * @throws Error when the API would not take the configuration; what is returned throws RequestError
 *   401, always with the same words
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/security-authz.html#aws-lambda-authorization
 */
export function createAuthorizer(
  config: AuthorizerConfig,
  now: () => number = Date.now,
): Authorizer {
  const { handler, resultTtlSeconds = 0, identityValidationExpression } = config;
  if (!(resultTtlSeconds >= 0 && resultTtlSeconds <= TTL_MAX_SECONDS)) {
    throw new Error(`Answers of the authorizer are kept for 0 to ${TTL_MAX_SECONDS} seconds.`);
  }
  const expression = identityValidationExpression ?? '(?s).*';
  matchesWhole(expression, ''); // What is no pattern is told now, and not at the first request.
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

/** A pattern that takes for ever fits nothing. */
function fits(expression: string, token: string): boolean {
  try {
    return matchesWhole(expression, token);
  } catch (error) {
    console.error('The validation expression failed:', error);
    return false;
  }
}

/** Null when the answer says yes and yet is not one that AppSync takes. */
function readDecision(answer: Record<string, unknown>): Decision | null {
  const { resolverContext = {}, deniedFields = [] } = answer;
  if (!isRecord(resolverContext) || Object.values(resolverContext).some(isNested)) {
    console.error('The Lambda authorizer failed: resolverContext must be flat.');
    return null;
  }
  if (Buffer.byteLength(JSON.stringify(resolverContext)) > CONTEXT_MAX_BYTES) {
    console.error('The Lambda authorizer failed: resolverContext is larger than 5 MB.');
    return null;
  }
  if (!Array.isArray(deniedFields) || !deniedFields.every((each) => typeof each === 'string')) {
    console.error('The Lambda authorizer failed: deniedFields must be a list of texts.');
    return null;
  }
  return { resolverContext, deniedFields };
}

const isNested = (value: unknown): boolean => typeof value === 'object' && value !== null;

const ttlOf = ({ ttlOverride }: Record<string, unknown>): number | undefined =>
  typeof ttlOverride === 'number' ? ttlOverride : undefined;

/** Whether a decision denies a field; an ARN ends in `types/Type/fields/field`. */
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
