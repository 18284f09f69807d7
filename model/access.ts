import type { TableName } from './tables';

/** IAM actions of DynamoDB. A transaction requires the actions of its parts. */
export type DynamoDbAction =
  | 'BatchGetItem'
  | 'BatchWriteItem'
  | 'ConditionCheckItem'
  | 'DeleteItem'
  | 'GetItem'
  | 'PutItem'
  | 'Query'
  | 'UpdateItem';

/** Actions that a role may perform on one table or index. Becomes a statement of its policy. */
export interface Access {
  readonly table: TableName;
  readonly index?: string;
  readonly actions: readonly DynamoDbAction[];
}
