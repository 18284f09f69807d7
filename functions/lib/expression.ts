import type { Expression } from '../../model/expression';

/** A condition, as the SDK takes it. DynamoDB refuses an empty map of values. */
export const conditionOf = ({ expression, values }: Expression) => ({
  ConditionExpression: expression,
  ...(Object.keys(values).length > 0 && { ExpressionAttributeValues: values }),
});

/** An update, as the SDK takes it. */
export const updateOf = ({ expression, values }: Expression) => ({
  UpdateExpression: expression,
  ExpressionAttributeValues: values,
});

/** An update on a condition, as the SDK takes it: both name their values in one map. */
export const updateIf = (condition: Expression, update: Expression) => ({
  ...updateOf({ ...update, values: { ...update.values, ...condition.values } }),
  ConditionExpression: condition.expression,
});
