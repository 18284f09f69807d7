import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { StandardRetryStrategy } from '@smithy/core/retry';

/** How long one attempt of a call to DynamoDB may take, in milliseconds. */
export interface AttemptLimits {
  /** To connect, until an answer begins, and between two parts of it. Then the SDK tries again. */
  readonly silenceMs: number;
  /** As a whole, also where an answer never ends or comes a byte at a time. */
  readonly wholeMs: number;
}

/** As many as the SDK makes by itself. */
const ATTEMPTS = 4;

/**
 * An attempt takes milliseconds. These limits are for a database that is gone, frozen or half there, and
 * long enough for a busy machine. With its four attempts a call ends within the 30 seconds of a request.
 */
export const ATTEMPT_LIMITS: AttemptLimits = { silenceMs: 2_500, wholeMs: 5_000 };

/** Opens a client whose calls all end, whatever the database does or does not do. */
export const openDynamo = (
  endpoint: string,
  limits: AttemptLimits = ATTEMPT_LIMITS,
): DynamoDBClient =>
  retryEachCall(
    limitWhole(new DynamoDBClient({ endpoint, requestHandler: silenceLimits(limits) }), limits),
  );

/**
 * Gives every call its own retries. The SDK has one quota for all calls of a client, which an outage uses
 * up. Afterwards a call would fail with its first attempt, until a hundred others had succeeded.
 */
function retryEachCall(client: DynamoDBClient): DynamoDBClient {
  client.config.retryStrategy = () =>
    Promise.resolve(new StandardRetryStrategy({ maxAttempts: ATTEMPTS }));
  return client;
}

/** The part of the limits that the SDK takes as settings of its `requestHandler`. */
export const silenceLimits = ({ silenceMs }: AttemptLimits = ATTEMPT_LIMITS) => ({
  connectionTimeout: silenceMs,
  requestTimeout: silenceMs,
  socketTimeout: silenceMs,
  throwOnRequestTimeout: true,
});

interface Options {
  readonly abortSignal?: unknown;
}

interface Answer {
  readonly response: { readonly headers: Readonly<Record<string, string>> };
}

interface Client {
  readonly config: {
    readonly requestHandler: {
      handle(request: unknown, options?: Options): Promise<Answer>;
    };
  };
}

/**
 * Puts the other part on every attempt of a client, but of calls that bring a signal of their own.
 *
 * The SDK takes an answer without a body for one that says nothing, as if there were no such item. No
 * answer of DynamoDB is empty: it is a fault.
 */
export function limitWhole<Limited extends Client>(
  client: Limited,
  limits: AttemptLimits = ATTEMPT_LIMITS,
): Limited {
  const { requestHandler } = client.config;
  const handle = requestHandler.handle.bind(requestHandler);
  requestHandler.handle = async (request, options) => {
    const abortSignal = options?.abortSignal ?? AbortSignal.timeout(limits.wholeMs);
    const answer = await handle(request, { ...options, abortSignal });
    if (answer.response.headers['content-length'] === '0') throw new Error('An empty answer');
    return answer;
  };
  return client;
}
