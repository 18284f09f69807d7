import { isObject, list, object, text } from '../arguments';
import type { FieldFilter, FilterOperator, SubscriptionFilter } from '../handler';
import { Fault } from '../invocation';

/** A condition as code writes it. Its operator may be unknown. */
type WrittenFilter = Omit<FieldFilter, 'operator'> & { readonly operator: string };

/** Alternatives. In each, all conditions must match. */
type Alternatives = readonly (readonly WrittenFilter[])[];

/**
 * Converts a filter to the disjunctive normal form that `setSubscriptionFilter` accepts. Fields and
 * the members of `and` are combined with AND, the operators of one field and the members of `or`
 * with OR. Operators are not checked here, and `not` is an ordinary field name (reported for
 * AppSync).
 *
 * @param ignored names of fields that are omitted at any depth
 * @param rules additional fields with one operator each, of which at least one must match
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/transformation-helpers-in-utils-transform-js.html
 */
export function toSubscriptionFilter(
  filter: unknown,
  ignored: unknown,
  rules: unknown,
): { filterGroup: { filters: readonly WrittenFilter[] }[] } {
  const names = list(ignored ?? [], 'ignoredFields').map((name) => text(name, 'ignoredFields'));
  const alternatives = expand(object(filter, 'filter'), names);
  const ruled = rules === undefined || rules === null ? [] : rulesOf(object(rules, 'rules'));
  const all = ruled.length === 0 ? alternatives : product(alternatives, ruled);
  return { filterGroup: all.map((filters) => ({ filters })) };
}

function expand(filter: Record<string, unknown>, ignored: readonly string[]): Alternatives {
  return Object.entries(filter).reduce<Alternatives>(
    (alternatives, [name, condition]) => {
      if (ignored.includes(name)) return alternatives;
      if (name !== 'and' && name !== 'or') {
        return product(alternatives, fieldAlternatives(name, condition));
      }
      const members = list(condition, name).map((member) => expand(object(member, name), ignored));
      return name === 'and'
        ? members.reduce(product, alternatives)
        : product(alternatives, members.flat());
    },
    [[]],
  );
}

function fieldAlternatives(fieldName: string, condition: unknown): Alternatives {
  const operators = isObject(condition) ? Object.entries(condition) : [];
  if (operators.length === 0) throw new Fault(`the filter of ${fieldName} has no operator`);
  return operators.map(([operator, value]) => [{ fieldName, operator, value }]);
}

function rulesOf(rules: Record<string, unknown>): Alternatives {
  return Object.entries(rules).flatMap(([fieldName, condition]) => {
    const alternatives = fieldAlternatives(fieldName, condition);
    if (fieldName === 'and' || fieldName === 'or' || alternatives.length > 1) {
      throw new Fault(`the rule of ${fieldName} must be a field with one operator`);
    }
    return alternatives;
  });
}

/** More than any valid filter has. The limit keeps an expansion from exhausting this process. */
const ALTERNATIVES_MAX = 1_000;

function product(left: Alternatives, right: Alternatives): Alternatives {
  if (left.length * right.length > ALTERNATIVES_MAX) {
    throw new Fault(`the filter has more than ${ALTERNATIVES_MAX} alternatives`);
  }
  return left.flatMap((some) => right.map((more) => [...some, ...more]));
}

type Accepts = (value: unknown) => boolean;
const isScalar: Accepts = (value) => typeof value === 'string' || typeof value === 'number';
const isPlain: Accepts = (value) => isScalar(value) || typeof value === 'boolean';
const listOf =
  (accepts: Accepts, min: number, max: number): Accepts =>
  (value) =>
    Array.isArray(value) && value.length >= min && value.length <= max && value.every(accepts);

const IN_MAX = 5;
const CONTAINS_ANY_MAX = 20;

const operands: Readonly<Record<FilterOperator, Accepts>> = {
  eq: isPlain,
  ne: isPlain,
  le: isScalar,
  lt: isScalar,
  ge: isScalar,
  gt: isScalar,
  contains: isPlain,
  notContains: isPlain,
  beginsWith: (value) => typeof value === 'string',
  in: listOf(isScalar, 1, IN_MAX),
  notIn: listOf(isScalar, 1, IN_MAX),
  between: listOf(isScalar, 2, 2),
  containsAny: listOf(isPlain, 1, CONTAINS_ANY_MAX),
};

const isOperator = (name: string): name is FilterOperator => Object.hasOwn(operands, name);

const FIELDS_MAX = 5;
const FILTERS_MAX = 10;
const NESTING_MAX = 5;
const STRING_MAX_LENGTH = 256;

/**
 * Validates a complete filter: its shape, its operators and their operands, and the limits.
 *
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/extensions-js.html
 */
export function checkedFilter(value: unknown): SubscriptionFilter {
  const groups = list(object(value, 'the filter')['filterGroup'], 'filterGroup');
  if (groups.length === 0) throw new Fault('filterGroup is empty');
  const filterGroup = groups.map((group) => {
    const members = list(object(group, 'filterGroup')['filters'], 'filters');
    const filters = members.map((member) => checkedField(object(member, 'filters')));
    const count = filters.reduce((sum, filter) => sum + weightOf(filter), 0);
    if (count === 0) throw new Fault('filters is empty');
    if (count > FILTERS_MAX) throw new Fault(`a group has more than ${FILTERS_MAX} filters`);
    return { filters };
  });
  const names = filterGroup.flatMap(({ filters }) => filters.map(({ fieldName }) => fieldName));
  if (new Set(names).size > FIELDS_MAX) {
    throw new Fault(`the filter names more than ${FIELDS_MAX} fields`);
  }
  return { filterGroup };
}

/** Each value of an `in` counts as a separate filter. */
const weightOf = ({ operator, value }: FieldFilter) =>
  operator === 'in' && Array.isArray(value) ? value.length : 1;

function checkedField({ fieldName, operator, value }: Record<string, unknown>): FieldFilter {
  const name = text(fieldName, 'fieldName');
  const named = text(operator, 'operator');
  if (!isOperator(named)) throw new Fault(`${named} is not an operator of subscription filters`);
  if (!operands[named](value)) throw new Fault(`the value of ${name} is not valid for ${named}`);
  const parts = name.split('.');
  if (parts.length > NESTING_MAX || parts.includes('')) {
    throw new Fault(`${name} is not the name of a field at most ${NESTING_MAX} levels deep`);
  }
  for (const string of [name, ...(Array.isArray(value) ? value : [value])]) {
    if (typeof string === 'string' && string.length > STRING_MAX_LENGTH) {
      throw new Fault(`a string is longer than ${STRING_MAX_LENGTH} characters`);
    }
  }
  return { fieldName: name, operator: named, value };
}
