import { requestFault } from '../fault';
import { RequestObject, mapOf, type Member } from '../request';
import { readTypedValue, type Item } from './typedValues';

/** An expression with its placeholders. */
export interface Expression {
  readonly text: string;
  readonly names: Record<string, string>;
  readonly values: Item;
}

const members = ['expression', 'expressionNames', 'expressionValues'];

export function readExpression(member: Member): Expression {
  return expressionOf(new RequestObject(member, members));
}

function expressionOf(request: RequestObject): Expression {
  return {
    text: request.text('expression'),
    names: request.has('expressionNames') ? readNames(request.member('expressionNames')) : {},
    values: request.has('expressionValues') ? readValues(request.member('expressionValues')) : {},
  };
}

function readNames(member: Member): Record<string, string> {
  return Object.fromEntries(
    entriesOf(member).map(([key, { value, path }]) => {
      if (typeof value !== 'string') throw requestFault(`Value for field '${path}' not valid.`);
      return [key, value];
    }),
  );
}

function readValues(member: Member): Item {
  return Object.fromEntries(entriesOf(member).map(([key, value]) => [key, readTypedValue(value)]));
}

/** Reads a map that may be empty. AppSync sends no names or values for an empty object. */
function entriesOf(member: Member): [string, Member][] {
  const { value } = member;
  const empty = typeof value === 'object' && value !== null && Object.keys(value).length === 0;
  return empty ? [] : mapOf(member);
}

/** A condition of PutItem, UpdateItem or DeleteItem. */
export interface Condition extends Expression {
  /** Attributes to ignore when the stored item is compared with the intended one. */
  readonly equalsIgnore: readonly string[];
  readonly consistentRead: boolean;
}

/**
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/js-aws-appsync-resolver-reference-dynamodb-condition-expressions.html
 */
export function readCondition(request: RequestObject): Condition | undefined {
  if (!request.has('condition')) return undefined;
  const condition = new RequestObject(request.member('condition'), [
    ...members,
    'equalsIgnore',
    'consistentRead',
    'conditionalCheckFailedHandler',
  ]);
  if (condition.has('conditionalCheckFailedHandler')) {
    checkHandler(condition.member('conditionalCheckFailedHandler'));
  }
  return {
    ...expressionOf(condition),
    equalsIgnore: condition.has('equalsIgnore') ? readTexts(condition.member('equalsIgnore')) : [],
    consistentRead: condition.optionalBoolean('consistentRead') ?? true,
  };
}

/**
 * The strategy Reject does the same as no handler. Custom invokes a Lambda, which is not supported
 * here.
 */
function checkHandler(member: Member): void {
  const handler = new RequestObject(member, ['strategy', 'lambdaArn']);
  const strategy = handler.text('strategy');
  if (strategy === 'Reject') return;
  if (strategy !== 'Custom') {
    throw requestFault(`Value for field '${handler.path}[strategy]' not valid.`);
  }
  throw requestFault(
    `The local AppSync does not do the strategy Custom of '${handler.path}': it cannot invoke ` +
      `'${handler.text('lambdaArn')}'. Use Reject and decide in the response handler.`,
  );
}

function readTexts({ value, path }: Member): string[] {
  const texts: unknown[] = Array.isArray(value) ? value : [null];
  return texts.map((text) => {
    if (typeof text !== 'string') throw requestFault(`Value for field '${path}' not valid.`);
    return text;
  });
}

/** A condition inside a transaction. */
export interface TransactionCondition extends Expression {
  readonly returnOld: boolean;
}

/**
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/js-aws-appsync-resolver-reference-dynamodb-transaction-condition-expressions.html
 */
export function readTransactionCondition(request: RequestObject): TransactionCondition | undefined {
  if (!request.has('condition')) return undefined;
  const condition = new RequestObject(request.member('condition'), [
    ...members,
    'returnValuesOnConditionCheckFailure',
  ]);
  return {
    ...expressionOf(condition),
    returnOld: condition.optionalBoolean('returnValuesOnConditionCheckFailure') ?? true,
  };
}

/** The attributes to return. */
export function readProjection(request: RequestObject): Expression | undefined {
  if (!request.has('projection')) return undefined;
  const projection = new RequestObject(request.member('projection'), [
    'expression',
    'expressionNames',
  ]);
  return expressionOf(projection);
}

/** Resolves a placeholder to the name of its attribute. Any other text is a name already. */
export const attributeNamed = ({ names }: Expression, text: string): string =>
  Object.hasOwn(names, text) ? names[text]! : text;

/** The key attributes that a projection omits. Empty without a projection. */
export function leftOut(key: Item, projection: Expression | undefined): string[] {
  if (!projection) return [];
  const projected = projection.text.split(',').map((path) => {
    const first = path.trim().split(/[.[]/)[0] ?? '';
    return attributeNamed(projection, first);
  });
  return Object.keys(key).filter((name) => !projected.includes(name));
}

/**
 * Merges the placeholders of all expressions of one call. Omits empty maps, as DynamoDB requires.
 */
export function placeholders(...expressions: readonly (Expression | undefined)[]): {
  ExpressionAttributeNames?: Record<string, string>;
  ExpressionAttributeValues?: Item;
} {
  const names = merged(expressions.map((expression) => expression?.names));
  const values = merged(expressions.map((expression) => expression?.values));
  return {
    ...(Object.keys(names).length && { ExpressionAttributeNames: names }),
    ...(Object.keys(values).length && { ExpressionAttributeValues: values }),
  };
}

const merged = <T>(maps: readonly (Record<string, T> | undefined)[]): Record<string, T> =>
  Object.assign({}, ...maps) as Record<string, T>;
