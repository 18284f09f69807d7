import type { Operation } from '../operation';
import { batchDeleteItem } from './batchDeleteItem';
import { batchGetItem } from './batchGetItem';
import { batchPutItem } from './batchPutItem';
import { deleteItem } from './deleteItem';
import { getItem } from './getItem';
import { putItem } from './putItem';
import { query } from './query';
import { scan } from './scan';
import { sync } from './sync';
import { transactGetItems } from './transactGetItems';
import { transactWriteItems } from './transactWriteItems';
import { updateItem } from './updateItem';

/** Every operation of a DynamoDB data source, by the name that requests use. */
export const operations: Readonly<Record<string, Operation>> = {
  GetItem: getItem,
  PutItem: putItem,
  UpdateItem: updateItem,
  DeleteItem: deleteItem,
  Query: query,
  Scan: scan,
  Sync: sync,
  BatchGetItem: batchGetItem,
  BatchPutItem: batchPutItem,
  BatchDeleteItem: batchDeleteItem,
  TransactGetItems: transactGetItems,
  TransactWriteItems: transactWriteItems,
};
