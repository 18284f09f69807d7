import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { getSmithyContext } from '@smithy/core/client';
import {
  ConfiguredRetryStrategy,
  retryMiddleware,
  retryMiddlewareOptions,
} from '@smithy/core/retry';
import { msUntil } from './deadline';

/** An attempt takes milliseconds. One that takes this long has failed, and not only been slow. */
const ATTEMPT_MS = 1_000;
const CONNECTION_MS = 500;

/** The first wait is at most this long, each further one at most twice as long, until the longest. */
const FIRST_WAIT_MS = 50;
const LONGEST_WAIT_MS = 400;

/** The last attempt before a deadline has this long. */
const LAST_ATTEMPT_MS = 100;

/** Attempts of a call that has no deadline. */
const ATTEMPTS = 12;

/**
 * DynamoDB with limits that suit a person who waits: short attempts, and exponential backoff with jitter
 * between them, until the deadline that the caller sets with `abortSignal`. The SDK by itself waits up to
 * a second before it repeats a throttled read.
 *
 * Every call has retries of its own. The SDK has one quota for all calls of a client, which an outage
 * uses up. Afterwards a single throttled read would refuse somebody.
 *
 * An outage is not met with many times the load, although no quota ends the retries. A wait is at least
 * half of what it may be, so that a request makes sixteen attempts at most in the authorizer's 2.5
 * seconds. `prod` runs a hundred authorizers at most, each with one request at a time: they make up to
 * 640 reads a second in an outage, and up to 10,000 while reads succeed.
 *
 * An attempt whose answer is lost is repeated: a writer says in its description what the repeat does.
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
      // For an answer that begins and does not end.
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

/** The retries of one call. The last one is not later than `LAST_ATTEMPT_MS` before the deadline. */
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
