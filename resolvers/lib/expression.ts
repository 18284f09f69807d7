import { util, type DynamoDBExpression } from '@aws-appsync/utils';
import { unchanged, updateExpression, type Changes, type Expression } from '../../model/expression';

/** The update of an item, in AppSync's format. */
export const updateOf = <Item>(changes: Changes<Item>): DynamoDBExpression =>
  forAppSync(updateExpression<Item>(changes));

/** The condition of `unchanged`, in AppSync's format. */
export const ifUnchanged = <Item>(
  read: Parameters<typeof unchanged<Item>>[0],
): DynamoDBExpression => forAppSync(unchanged<Item>(read));

/** DynamoDB refuses an empty map of values. */
const forAppSync = ({ expression, values }: Expression): DynamoDBExpression =>
  Object.keys(values).length > 0
    ? { expression, expressionValues: util.dynamodb.toMapValues(values) }
    : { expression };
