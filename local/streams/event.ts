import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { _Record } from '@aws-sdk/client-dynamodb-streams';
import type { DynamoDBRecord } from 'aws-lambda';

/**
 * A record as Lambda hands it to a function: JSON, times in seconds, bytes in base64.
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
  // Every consumer gets an event of its own, as if it had come over a network.
  return JSON.parse(JSON.stringify(event, base64)) as DynamoDBRecord;
}

function base64(_key: string, value: AttributeValue | unknown): unknown {
  return value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value;
}
