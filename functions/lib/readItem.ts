import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { ItemKey } from '../../model/keys';
import { dynamo } from './dynamo';

/** Reads a row. Strongly consistent. Undefined if there is none. */
export async function readItem<Item>(
  tableName: string,
  key: ItemKey,
  deadline: AbortSignal,
): Promise<Item | undefined> {
  const { Item: item } = await dynamo.send(
    new GetCommand({ TableName: tableName, Key: key, ConsistentRead: true }),
    { abortSignal: deadline },
  );
  return item as Item | undefined;
}
