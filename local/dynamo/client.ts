import { DynamoDBClient } from '@aws-sdk/client-dynamodb';

/** How long one attempt of a call to DynamoDB may take, in milliseconds. */
export interface AttemptLimits {
  /** To connect, until an answer begins, and between two parts of it. Then the SDK tries again. */
  readonly silenceMs: number;
  /** As a whole, also where an answer never ends or comes a byte at a time. */
  readonly wholeMs: number;
}

/**
 * An attempt takes milliseconds. These limits are for a database that is gone, frozen or half there, and
 * long enough for a busy machine. With the SDK's four attempts a call ends within the 30 seconds of a
 * request.
 */
const LIMITS: AttemptLimits = { silenceMs: 2_500, wholeMs: 5_000 };

/** Opens a client whose calls all end, whatever the database does or does not do. */
export const openDynamo = (endpoint: string, limits: AttemptLimits = LIMITS): DynamoDBClient =>
  limitWhole(new DynamoDBClient({ endpoint, requestHandler: silenceLimits(limits) }), limits);

/** The part of the limits that the SDK takes as settings of its `requestHandler`. */
export const silenceLimits = ({ silenceMs }: AttemptLimits = LIMITS) => ({
  connectionTimeout: silenceMs,
  requestTimeout: silenceMs,
  socketTimeout: silenceMs,
  throwOnRequestTimeout: true,
});

interface Options {
  readonly abortSignal?: unknown;
}

interface Client {
  readonly config: {
    readonly requestHandler: { handle(request: unknown, options?: Options): unknown };
  };
}

/** Puts the other part on every attempt of a client, but of calls that bring a signal of their own. */
export function limitWhole<Limited extends Client>(
  client: Limited,
  { wholeMs }: AttemptLimits = LIMITS,
): Limited {
  const { requestHandler } = client.config;
  const handle = requestHandler.handle.bind(requestHandler);
  requestHandler.handle = (request, options) =>
    handle(request, {
      ...options,
      abortSignal: options?.abortSignal ?? AbortSignal.timeout(wholeMs),
    });
  return client;
}
