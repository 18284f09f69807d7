import { isObject } from '../arguments';
import { toDynamoDB, type TypedValue } from '../util/dynamodb';

/** The `update` of an UpdateItem request. */
export interface UpdateExpression {
  readonly expression: string;
  readonly expressionNames: Record<string, string>;
  readonly expressionValues?: Record<string, TypedValue>;
}

/** Result of `operations.*`. (Recorded; `updateListItem` is opaque on AWS.) */
export interface Operation {
  readonly type: `OPERATION_${string}`;
  readonly value?: unknown;
  readonly items?: unknown;
  readonly by?: unknown;
  readonly index?: unknown;
}

interface Assignment {
  readonly path: readonly string[];
  readonly operation: Operation;
}

/**
 * Builds one SET clause, then one REMOVE clause. Placeholders are numbered in order of appearance.
 * (Recorded in localstack/appsync-utils, index.test.js.snap. The text for nested objects is not
 * recorded. The documentation says only that an update changes just the given keys.)
 */
export function updateExpression(update: Record<string, unknown>): UpdateExpression {
  const assignments = assignmentsOf(update, []);
  const names: Record<string, string> = {};
  const values: Record<string, TypedValue> = {};
  const aliases = new Map<string, string>();

  const alias = (name: string): string => {
    const known = aliases.get(name);
    if (known) return known;
    const created = `#expName_${aliases.size + 1}`;
    aliases.set(name, created);
    names[created] = name;
    return created;
  };
  const target = (path: readonly string[]): string => path.map(alias).join('.');
  const value = (content: unknown): string => {
    const name = `:expValue_${Object.keys(values).length + 1}`;
    values[name] = typedValue(content);
    return name;
  };

  const set: string[] = [];
  for (const { path, operation } of assignments) {
    if (operation.type === 'OPERATION_REMOVE') continue;
    const at = target(path);
    switch (operation.type) {
      case 'OPERATION_INCREMENT':
        set.push(`${at} = ${at} + ${value(operation.by)}`);
        break;
      case 'OPERATION_DECREMENT':
        set.push(`${at} = ${at} - ${value(operation.by)}`);
        break;
      case 'OPERATION_APPEND':
        set.push(`${at} = list_append(${at}, ${value(operation.items)})`);
        break;
      case 'OPERATION_PREPEND':
        set.push(`${at} = list_append(${value(operation.items)}, ${at})`);
        break;
      case 'OPERATION_UPDATE_LIST_ITEM':
        set.push(`${at}[${String(operation.index)}] = ${value(operation.value)}`);
        break;
      default:
        set.push(`${at} = ${value(operation.value)}`);
    }
  }
  const remove = assignments
    .filter(({ operation }) => operation.type === 'OPERATION_REMOVE')
    .map(({ path }) => target(path));

  const clauses = [
    ...(set.length ? [`SET ${set.join(', ')}`] : []),
    ...(remove.length ? [`REMOVE ${remove.join(', ')}`] : []),
  ];
  return {
    expression: clauses.join(' '),
    expressionNames: names,
    ...(Object.keys(values).length && { expressionValues: values }),
  };
}

function assignmentsOf(update: Record<string, unknown>, path: readonly string[]): Assignment[] {
  return Object.entries(update).flatMap(([key, value]): Assignment[] => {
    const at = [...path, key];
    if (isOperation(value)) return [{ path: at, operation: value }];
    if (Array.isArray(value) && value.length > 0 && value.every(isListItem)) {
      return value.map((operation) => ({ path: at, operation }));
    }
    if (isObject(value) && Object.keys(value).length > 0 && !isSet(value)) {
      return assignmentsOf(value, at);
    }
    return [{ path: at, operation: { type: 'OPERATION_REPLACE', value } }];
  });
}

const operationTypes = [
  'OPERATION_ADD',
  'OPERATION_REMOVE',
  'OPERATION_REPLACE',
  'OPERATION_INCREMENT',
  'OPERATION_DECREMENT',
  'OPERATION_APPEND',
  'OPERATION_PREPEND',
  'OPERATION_UPDATE_LIST_ITEM',
];

const isOperation = (value: unknown): value is Operation =>
  isObject(value) && operationTypes.includes(String(value['type']));

const isListItem = (value: unknown): value is Operation =>
  isOperation(value) && value.type === 'OPERATION_UPDATE_LIST_ITEM';

/** Whether a value is from `toStringSet` or similar, and so is already an attribute value. */
function isSet(value: Record<string, unknown>): boolean {
  const [key, ...others] = Object.keys(value);
  const members = value[key ?? ''];
  return (
    others.length === 0 &&
    ['SS', 'NS', 'BS'].includes(key ?? '') &&
    Array.isArray(members) &&
    members.every((member) => typeof member === (key === 'NS' ? 'number' : 'string'))
  );
}

/** Converts a value to an attribute value. Sets stay sets at any depth. */
export function typedValue(value: unknown): TypedValue {
  if (Array.isArray(value)) return { L: value.map(typedValue) };
  if (!isObject(value)) return toDynamoDB(value);
  return isSet(value) ? value : { M: typedMembers(value) };
}

export function typedMembers(value: Record<string, unknown>): Record<string, TypedValue> {
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key, typedValue(member)]),
  );
}
