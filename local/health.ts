import { DescribeTableCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { tableNames } from './config';

/**
 * Long enough for a busy machine. The response is sent within three seconds, for callers that wait.
 */
const ANSWER_MAX_MS = 2_500;

const RESTARTING = 'the database is restarting';

/**
 * The response of `/healthz`: 200 while the database responds, otherwise 503 within three seconds.
 * @param isUp returns false if the database is known to be unavailable
 */
export async function health(client: DynamoDBClient, isUp: () => boolean): Promise<Response> {
  if (!isUp()) return unwell(RESTARTING);
  try {
    await client.send(new DescribeTableCommand({ TableName: tableNames.Users }), {
      abortSignal: AbortSignal.timeout(ANSWER_MAX_MS),
    });
  } catch {
    return unwell('the database does not respond');
  }
  // The client may have retried until a database that has ended was started again.
  return isUp() ? Response.json({ status: 'ok' }) : unwell(RESTARTING);
}

/** A response of `/healthz` while the stack does not serve requests. */
export const unwell = (status: string): Response => Response.json({ status }, { status: 503 });
