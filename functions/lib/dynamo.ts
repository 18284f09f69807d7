import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { getSmithyContext } from '@smithy/core/client';
import {
  ConfiguredRetryStrategy,
  retryMiddleware,
  retryMiddlewareOptions,
} from '@smithy/core/retry';
import { msUntil } from './deadline';

/** Timeout of one attempt. Attempts take milliseconds; one that takes this long has failed. */
const ATTEMPT_MS = 1_000;
const CONNECTION_MS = 500;

/**
 * Maximum of the first wait. Each further maximum is twice the previous one, up to the longest
 * wait.
 */
const FIRST_WAIT_MS = 50;
const LONGEST_WAIT_MS = 400;

/** Time left for the last attempt before a deadline. */
const LAST_ATTEMPT_MS = 100;

/** Maximum number of attempts for a call without a deadline. */
const ATTEMPTS = 12;

/**
 * A DynamoDB client with limits for requests that a person waits for: short attempts, with
 * exponential backoff and jitter between them, until the deadline that the caller sets with
 * `abortSignal`. By default, the SDK waits up to a second before it retries a throttled read.
 *
 * Every call has its own retries. The SDK has a single retry quota for all calls of a client, which
 * an outage exhausts. Afterwards, a single throttled read would cause a refusal.
 *
 * Although no quota ends the retries, an outage does not multiply the load many times. A wait is at
 * least half of its maximum, so a request makes at most sixteen attempts in the authorizer's 2.5
 * seconds. `prod` runs at most a hundred authorizers, each with one request at a time. They make up
 * to 640 reads per second during an outage, and up to 10,000 while reads succeed.
 *
 * An attempt whose response is lost is retried. The comment of each write describes the effect of a
 * retry.
 *
 * @see https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export const dynamo = DynamoDBDocumentClient.from(openClient());

function openClient(): DynamoDBClient {
  const client = new DynamoDBClient({
    maxAttempts: ATTEMPTS,
    requestHandler: {
      connectionTimeout: CONNECTION_MS,
      requestTimeout: ATTEMPT_MS,
      // For a response that starts but does not finish.
      socketTimeout: ATTEMPT_MS,
      throwOnRequestTimeout: true,
    },
  });
  client.middlewareStack.add((next, context) => {
    const { abortSignal } = getSmithyContext(context) as { abortSignal?: AbortSignal };
    const retryStrategy = () => Promise.resolve(retriesUntil(abortSignal));
    return retryMiddleware({ ...client.config, retryStrategy })(next, context);
  }, retryMiddlewareOptions);
  return client;
}

/**
 * The retries of one call. The last one starts `LAST_ATTEMPT_MS` before the deadline at the latest.
 */
function retriesUntil(deadline: AbortSignal | undefined): ConfiguredRetryStrategy {
  const waitMsLeft = () => {
    const ms = deadline && msUntil(deadline);
    return ms === undefined ? undefined : ms - LAST_ATTEMPT_MS;
  };
  return new ConfiguredRetryStrategy(
    () => {
      const left = waitMsLeft();
      if (left === undefined) return Promise.resolve(ATTEMPTS);
      return Promise.resolve(left > 0 ? Infinity : 0);
    },
    (attempt) => Math.min(backoffMs(attempt), waitMsLeft() ?? Infinity),
  );
}

function backoffMs(attempt: number): number {
  const longest = Math.min(FIRST_WAIT_MS * 2 ** (attempt - 1), LONGEST_WAIT_MS);
  return longest * (0.5 + Math.random() / 2);
}
