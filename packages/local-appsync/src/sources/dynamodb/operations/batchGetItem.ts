import { BatchGetItemCommand, type KeysAndAttributes } from '@aws-sdk/client-dynamodb';
import { readRequest, type Operation, type Surroundings } from '../operation';
import { SourceFault } from '../../fault';
import { listOf, mapOf, RequestObject } from '../../request';
import { canonical, readItem, untypedItem, type Item } from '../typedValues';
import { checkSize, unprocessedFault } from './batch';

const MAX_KEYS = 100;

interface TableRequest {
  readonly table: string;
  readonly keys: readonly Item[];
  readonly consistentRead: boolean;
}

/**
 * Returns `data`, the items of each table in the order of their keys, with null for a missing item,
 * and `unprocessedKeys`, the keys that are still unprocessed after two attempts.
 *
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/js-aws-appsync-resolver-reference-dynamodb-batch-get-item.html
 */
export const batchGetItem: Operation = async (member, around) => {
  const request = readRequest(member, ['tables']);
  const tables = mapOf(request.member('tables')).map(([table, content]): TableRequest => {
    const options = new RequestObject(content, ['keys', 'consistentRead', 'projection']);
    if (options.has('projection')) throw projectionFault();
    return {
      table,
      keys: listOf(options.member('keys')).map(readItem),
      consistentRead: options.optionalBoolean('consistentRead') ?? false,
    };
  });
  checkSize(
    tables.flatMap(({ keys }) => keys),
    MAX_KEYS,
  );
  for (const { table } of tables) around.authorize('BatchGetItem', table);

  const { found, unprocessed } = await readTwice(tables, around);
  const result = {
    data: Object.fromEntries(
      tables.map((table) => [table.table, itemsInOrder(table, found[table.table] ?? [])]),
    ),
    unprocessedKeys: Object.fromEntries(
      tables.map(({ table }) => [table, (unprocessed[table]?.Keys ?? []).map(untypedItem)]),
    ),
  };
  if (Object.keys(unprocessed).length > 0) throw unprocessedFault(result);
  return result;
};

async function readTwice(tables: readonly TableRequest[], { client }: Surroundings) {
  const found: Record<string, Item[]> = {};
  let unprocessed: Record<string, KeysAndAttributes> = Object.fromEntries(
    tables.map((table) => [table.table, keysAndAttributes(table)]),
  );
  for (let tries = 0; tries < 2 && Object.keys(unprocessed).length > 0; tries += 1) {
    const output = await client.send(new BatchGetItemCommand({ RequestItems: unprocessed }));
    for (const [table, items] of Object.entries(output.Responses ?? {})) {
      (found[table] ??= []).push(...items);
    }
    unprocessed = output.UnprocessedKeys ?? {};
  }
  return { found, unprocessed };
}

const keysAndAttributes = ({ keys, consistentRead }: TableRequest): KeysAndAttributes => ({
  Keys: [...keys],
  ConsistentRead: consistentRead,
});

/** DynamoDB returns items in any order. */
function itemsInOrder({ keys }: TableRequest, items: readonly Item[]) {
  const names = Object.keys(keys[0] ?? {});
  const byKey = new Map(items.map((item) => [canonical(pick(item, names)), item]));
  return keys.map((key) => {
    const item = byKey.get(canonical(key));
    return item ? untypedItem(item) : null;
  });
}

const pick = (item: Item, names: readonly string[]): Item =>
  Object.fromEntries(
    names.filter((name) => item[name] !== undefined).map((name) => [name, item[name]!]),
  );

/**
 * AppSync documents `projection` but fails if a request has one. The report does not say whether a
 * projection that includes the entire key also fails. Here it does.
 *
 * @see https://github.com/aws/aws-appsync-community/issues/391
 */
const projectionFault = (): SourceFault =>
  new SourceFault(
    'NullPointerException',
    'Cannot invoke "Object.toString()" because the return value of "java.util.Map.get(Object)" is null',
  );
