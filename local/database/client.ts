import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { StandardRetryStrategy } from '@smithy/core/retry';

/** Time limits of one attempt of a call to DynamoDB, in milliseconds. */
export interface AttemptLimits {
  /** To connect, until a response starts, and between two parts of it. Then the SDK retries. */
  readonly silenceMs: number;
  /** In total, even if a response never ends or arrives one byte at a time. */
  readonly wholeMs: number;
}

/** The SDK's own default. */
const ATTEMPTS = 4;

/**
 * Attempts take milliseconds. These limits are for a database that is stopped, frozen or partly
 * working, and long enough for a busy machine. With its four attempts, a call ends within the 30
 * seconds of a request.
 */
export const ATTEMPT_LIMITS: AttemptLimits = { silenceMs: 2_500, wholeMs: 5_000 };

/** Opens a client whose calls always end, whatever the database does. */
export const openDynamo = (
  endpoint: string,
  limits: AttemptLimits = ATTEMPT_LIMITS,
): DynamoDBClient =>
  retryEachCall(
    limitWhole(new DynamoDBClient({ endpoint, requestHandler: silenceLimits(limits) }), limits),
  );

/**
 * Gives every call its own retries. The SDK has a single retry quota for all calls of a client,
 * which an outage exhausts. Afterwards, a call would fail on its first attempt until a hundred
 * others had succeeded.
 */
function retryEachCall(client: DynamoDBClient): DynamoDBClient {
  client.config.retryStrategy = () =>
    Promise.resolve(new StandardRetryStrategy({ maxAttempts: ATTEMPTS }));
  return client;
}

/** The part of the limits that the SDK supports as `requestHandler` settings. */
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
 * Applies the other part to every attempt of a client, except calls with their own signal.
 *
 * The SDK interprets a response without a body as an empty result, as if there were no such item.
 * DynamoDB never returns an empty response, so this is a fault.
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
    if (answer.response.headers['content-length'] === '0') throw new Error('Empty response');
    return answer;
  };
  return client;
}
