import type { Expression } from '../../model/expression';

/** A condition, in the SDK's format. DynamoDB refuses an empty map of values. */
export const conditionOf = ({ expression, values }: Expression) => ({
  ConditionExpression: expression,
  ...(Object.keys(values).length > 0 && { ExpressionAttributeValues: values }),
});

/** An update, in the SDK's format. */
export const updateOf = ({ expression, values }: Expression) => ({
  UpdateExpression: expression,
  ExpressionAttributeValues: values,
});

/** A conditional update, in the SDK's format: both expressions share one map of values. */
export const updateIf = (condition: Expression, update: Expression) => ({
  ...updateOf({ ...update, values: { ...update.values, ...condition.values } }),
  ConditionExpression: condition.expression,
});
