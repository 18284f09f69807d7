import { DescribeTableCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { tableNames } from './config';

/** Long for a busy machine, and short for whoever waits: the answer is out within three seconds. */
const ANSWER_MAX_MS = 2_500;

/**
 * What `/healthz` answers: 200 while the database answers, and 503 within three seconds otherwise.
 * @param isUp false when the database is known to be away
 */
export async function health(client: DynamoDBClient, isUp: boolean): Promise<Response> {
  if (!isUp) return unwell('the database is being started again');
  try {
    await client.send(new DescribeTableCommand({ TableName: tableNames.Users }), {
      abortSignal: AbortSignal.timeout(ANSWER_MAX_MS),
    });
    return Response.json({ status: 'ok' });
  } catch {
    return unwell('the database does not answer');
  }
}

/** An answer of `/healthz` for as long as the stack does not serve. */
export const unwell = (status: string): Response => Response.json({ status }, { status: 503 });
