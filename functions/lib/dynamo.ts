import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { ConfiguredRetryStrategy } from '@smithy/core/retry';

/** As many as fit into a deadline of a few seconds when each of them fails at once. */
const ATTEMPTS = 12;

/** An attempt takes milliseconds. One that takes this long has failed, and not only been slow. */
const ATTEMPT_MS = 1_000;
const CONNECTION_MS = 500;

/** The first wait is up to this long, each further one up to twice as long, until the longest. */
const FIRST_WAIT_MS = 25;
const LONGEST_WAIT_MS = 400;

/**
 * DynamoDB with limits that suit a person who waits: short attempts with exponential backoff and full
 * jitter between them. The SDK by itself waits up to a second before it repeats a throttled read. Its
 * retry quota still holds, so that an outage is not met with twelve times the load.
 *
 * Each caller sets a deadline over all attempts with `abortSignal`. An attempt whose answer is lost is
 * repeated: a writer says in its description what the repeat does.
 *
 * @see https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export const dynamo = DynamoDBDocumentClient.from(
  new DynamoDBClient({
    maxAttempts: ATTEMPTS,
    retryStrategy: new ConfiguredRetryStrategy(
      ATTEMPTS,
      (attempt) => Math.random() * Math.min(FIRST_WAIT_MS * 2 ** (attempt - 1), LONGEST_WAIT_MS),
    ),
    requestHandler: {
      connectionTimeout: CONNECTION_MS,
      requestTimeout: ATTEMPT_MS,
      // For an answer that begins and does not end.
      socketTimeout: ATTEMPT_MS,
      throwOnRequestTimeout: true,
    },
  }),
);
