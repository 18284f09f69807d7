import { BatchWriteItemCommand, type WriteRequest } from '@aws-sdk/client-dynamodb';
import { serviceFault } from '../fault';
import { type SourceFault } from '../../fault';
import { readRequest, type Surroundings } from '../operation';
import { listOf, mapOf, type Member } from '../../request';
import { canonical, readItem, untypedItem, type Item } from '../typedValues';

/** Throws DynamoDB's error if a batch has too many members. */
export function checkSize(members: readonly unknown[], max: number): void {
  if (members.length <= max) return;
  throw serviceFault(
    'DynamoDbException',
    `Too many items requested for the batch call: ${max} at most`,
  );
}

/**
 * AppSync retries unprocessed items once. If some remain, it reports this error, with everything
 * that was processed in the result.
 *
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/tutorial-dynamodb-batch-js.html
 */
export const unprocessedFault = (result: unknown): SourceFault =>
  serviceFault(
    'ProvisionedThroughputExceededException',
    'Some items of the batch were not processed, also at the second attempt',
    result,
  );

const MAX_WRITES = 25;

/** Reads the lists of a batch write: the items or keys of each table. */
export function readWrites(member: Member): { table: string; items: Item[] }[] {
  const request = readRequest(member, ['tables']);
  const tables = mapOf(request.member('tables')).map(([table, content]) => ({
    table,
    items: listOf(content).map(readItem),
  }));
  checkSize(
    tables.flatMap(({ items }) => items),
    MAX_WRITES,
  );
  return tables;
}

/**
 * Writes all items, and retries unprocessed items once.
 *
 * @returns the written items in request order, with null for an item that was not written, and the
 *   unprocessed items
 */
export async function writeTwice(
  tables: readonly { table: string; items: readonly Item[] }[],
  toRequest: (item: Item) => WriteRequest,
  toItem: (request: WriteRequest) => Item | undefined,
  { client, authorize }: Surroundings,
) {
  for (const { table } of tables) authorize('BatchWriteItem', table);
  let unprocessed: Record<string, WriteRequest[]> = Object.fromEntries(
    tables.map(({ table, items }) => [table, items.map(toRequest)]),
  );
  for (let tries = 0; tries < 2 && Object.keys(unprocessed).length > 0; tries += 1) {
    const output = await client.send(new BatchWriteItemCommand({ RequestItems: unprocessed }));
    unprocessed = output.UnprocessedItems ?? {};
  }
  const left = (table: string): Item[] =>
    (unprocessed[table] ?? []).map(toItem).filter((item) => item !== undefined);
  const data = Object.fromEntries(
    tables.map(({ table, items }) => {
      const missing = left(table).map(canonical);
      return [
        table,
        items.map((item) => (missing.includes(canonical(item)) ? null : untypedItem(item))),
      ];
    }),
  );
  return {
    data,
    unprocessed: Object.fromEntries(
      tables.map(({ table }) => [table, left(table).map(untypedItem)]),
    ),
    complete: Object.keys(unprocessed).length === 0,
  };
}
