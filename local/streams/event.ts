import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { _Record } from '@aws-sdk/client-dynamodb-streams';
import type { DynamoDBRecord } from 'aws-lambda';

/**
 * A record in the format of Lambda's event: JSON, times in seconds, bytes in base64.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html
 */
export function eventRecord(record: _Record, eventSourceARN: string): DynamoDBRecord {
  const { ApproximateCreationDateTime: createdAt, ...change } = record.dynamodb ?? {};
  const event = {
    ...record,
    eventSourceARN,
    dynamodb: {
      ...change,
      ...(createdAt && { ApproximateCreationDateTime: Math.floor(createdAt.getTime() / 1_000) }),
    },
  };
  // Every consumer gets its own copy of the event, as if it had been sent over a network.
  return JSON.parse(JSON.stringify(event, base64)) as DynamoDBRecord;
}

function base64(_key: string, value: AttributeValue | unknown): unknown {
  return value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value;
}
