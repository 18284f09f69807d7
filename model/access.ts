import type { TableName } from './tables';

/** IAM actions of DynamoDB; a transaction is allowed by the actions of its parts. */
export type DynamoDbAction =
  | 'BatchGetItem'
  | 'BatchWriteItem'
  | 'ConditionCheckItem'
  | 'DeleteItem'
  | 'GetItem'
  | 'PutItem'
  | 'Query'
  | 'UpdateItem';

/** What a role may do to one table, or to one index of it. Becomes a statement of its policy. */
export interface Access {
  readonly table: TableName;
  readonly index?: string;
  readonly actions: readonly DynamoDbAction[];
}
