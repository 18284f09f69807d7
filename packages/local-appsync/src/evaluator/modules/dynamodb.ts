import { isObject, list, object, text } from '../arguments';
import { filterExpression } from '../expression';
import { Fault, type HostFunction, type HostFunctions } from '../invocation';
import { toBinarySet, toMapValues, toNumberSet, toStringSet } from '../util/dynamodb';
import { typedMembers, updateExpression } from './updateExpression';

type Input = Record<string, unknown>;

/** Markers for `update`. (Recorded in localstack/appsync-utils, index.test.js.snap.) */
export const operations: HostFunctions = {
  add: (_, [value]) => ({ type: 'OPERATION_ADD', value }),
  remove: () => ({ type: 'OPERATION_REMOVE' }),
  replace: (_, [value]) => ({ type: 'OPERATION_REPLACE', value }),
  increment: (_, [by]) => ({ type: 'OPERATION_INCREMENT', by: by ?? 1 }),
  decrement: (_, [by]) => ({ type: 'OPERATION_DECREMENT', by: by ?? 1 }),
  append: (_, [items]) => ({ type: 'OPERATION_APPEND', items }),
  prepend: (_, [items]) => ({ type: 'OPERATION_PREPEND', items }),
  updateListItem: (_, [value, index]) => ({ type: 'OPERATION_UPDATE_LIST_ITEM', value, index }),
};

/** A function with one input object. */
const request =
  (write: (input: Input) => Input): HostFunction =>
  (_, [input]) =>
    write(object(input, 'the input'));

/**
 * `@aws-appsync/utils/dynamodb`: builds requests from plain values. Optional inputs that are null
 * are omitted.
 *
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/built-in-modules-js.html
 */
export const dynamodbModule: HostFunctions = {
  get: request((input) => ({
    operation: 'GetItem',
    key: key(input),
    ...given(input, 'consistentRead'),
    ...projection(input),
  })),
  put: request((input) => ({
    operation: 'PutItem',
    key: key(input),
    attributeValues: typedMembers(object(input['item'], 'item')),
    ...condition(input),
    ...versioned(input),
  })),
  update: request((input) => ({
    operation: 'UpdateItem',
    key: key(input),
    update: updateExpression(object(input['update'], 'update')),
    ...condition(input),
    ...versioned(input),
  })),
  remove: request((input) => ({
    operation: 'DeleteItem',
    key: key(input),
    ...condition(input),
    ...versioned(input),
  })),
  query: request((input) => ({
    operation: 'Query',
    query: writable(input['query'], 'query'),
    ...given(input, 'index', 'limit', 'nextToken', 'consistentRead', 'scanIndexForward', 'select'),
    ...filter(input),
    ...projection(input),
  })),
  scan: request((input) => ({
    operation: 'Scan',
    ...given(input, 'index', 'limit', 'nextToken', 'consistentRead', 'select'),
    ...given(input, 'totalSegments', 'segment'),
    ...filter(input),
    ...projection(input),
  })),
  sync: request((input) => ({
    operation: 'Sync',
    ...given(input, 'basePartitionKey', 'deltaIndexName', 'limit', 'nextToken', 'lastSync'),
    ...filter(input),
  })),
  batchGet: request((input) => ({
    operation: 'BatchGetItem',
    tables: perTable(input, (table) => {
      const { keys, ...options } = object(table, 'table');
      return {
        keys: list(keys, 'keys').map((each) => toMapValues(object(each, 'key'))),
        ...given(options, 'consistentRead'),
        ...projection(options),
      };
    }),
  })),
  batchPut: request((input) => ({
    operation: 'BatchPutItem',
    tables: perTable(input, (items) =>
      list(items, 'items').map((item) => typedMembers(object(item, 'item'))),
    ),
  })),
  batchDelete: request((input) => ({
    operation: 'BatchDeleteItem',
    tables: perTable(input, (keys) =>
      list(keys, 'keys').map((each) => toMapValues(object(each, 'key'))),
    ),
  })),
  transactGet: request((input) => ({
    operation: 'TransactGetItems',
    transactItems: list(input['items'], 'items').map((each) => {
      const item = object(each, 'item');
      return { table: text(item['table'], 'table'), key: key(item), ...projection(item) };
    }),
  })),
  transactWrite: request((input) => ({
    operation: 'TransactWriteItems',
    transactItems: list(input['items'], 'items').map((each) => transactItem(object(each, 'item'))),
  })),
  toStringSet: (_, [values]) => toStringSet(values),
  toNumberSet: (_, [values]) => toNumberSet(values),
  toBinarySet: (_, [values]) => toBinarySet(values),
};

function transactItem(item: Input): Input {
  const [kind = ''] = Object.keys(item);
  const input = object(item[kind], kind);
  const to = (operation: string, content: Input = {}): Input => ({
    table: text(input['table'], 'table'),
    operation,
    key: key(input),
    ...content,
    ...condition(input),
  });
  switch (kind) {
    case 'putItem':
      return to('PutItem', { attributeValues: typedMembers(object(input['item'], 'item')) });
    case 'updateItem':
      return to('UpdateItem', { update: updateExpression(object(input['update'], 'update')) });
    case 'deleteItem':
      return to('DeleteItem');
    case 'conditionCheck':
      return to('ConditionCheck');
    default:
      throw new Fault(`${kind} is not a transaction item`);
  }
}

const key = (input: Input) => toMapValues(object(input['key'], 'key'));

/** The named members, except those that are omitted or null. */
function given(input: Input, ...names: readonly string[]): Input {
  return Object.fromEntries(
    names
      .filter((name) => input[name] !== undefined && input[name] !== null)
      .map((name) => [name, input[name]]),
  );
}

const versioned = (input: Input) =>
  given(input, 'customPartitionKey', 'populateIndexFields', '_version');

const perTable = (input: Input, write: (content: unknown) => unknown): Input =>
  Object.fromEntries(
    Object.entries(object(input['tables'], 'tables')).map(([name, content]) => [
      name,
      write(content),
    ]),
  );

const condition = (input: Input) => expressionMember(input, 'condition');
const filter = (input: Input) => expressionMember(input, 'filter');

/** Omits a condition or filter that AppSync cannot convert, as AppSync does. */
function expressionMember(input: Input, name: 'condition' | 'filter'): Input {
  if (!isObject(input[name])) return {};
  const written = writable(input[name], name);
  return written ? { [name]: written } : {};
}

/** Omits `expressionValues` if there are none. (Recorded.) */
function writable(value: unknown, name: string): Input | null {
  const written = filterExpression(value);
  if (!written) {
    if (name === 'query') throw new Fault('query is not a key condition');
    return null;
  }
  const { expressionValues, ...rest } = written;
  return { ...rest, ...(Object.keys(expressionValues).length && { expressionValues }) };
}

/** Converts paths such as `a.b[1]`, with a placeholder for each segment. */
function projection(input: Input): Input {
  const paths = input['projection'];
  if (paths === undefined || paths === null) return {};
  const names = new Map<string, string>();
  const alias = (segment: string): string => {
    const [, name = '', index = ''] = /^(.*?)((?:\[\d+\])*)$/.exec(segment) ?? [];
    if (!names.has(name)) names.set(name, `#expName_${names.size + 1}`);
    return `${names.get(name)}${index}`;
  };
  const expression = list(paths, 'projection')
    .map((path) => text(path, 'projection').split('.').map(alias).join('.'))
    .join(', ');
  const expressionNames = Object.fromEntries([...names].map(([name, to]) => [to, name]));
  return { projection: { expression, expressionNames } };
}
