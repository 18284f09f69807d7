import type { FilterOperator, SubscriptionFilter } from '../evaluator';

/** The payload of a mutation, by field name. */
type Payload = Readonly<Record<string, unknown>>;

type Comparison = (field: unknown, value: unknown) => boolean;

const isText = (value: unknown): value is string => typeof value === 'string';

/** Compares two numbers or two strings. False for any other pair, which has no order. */
const ordered =
  (holds: (order: number) => boolean): Comparison =>
  (field, value) => {
    if (typeof field === 'number' && typeof value === 'number') return holds(field - value);
    if (!isText(field) || !isText(value)) return false;
    return holds(field < value ? -1 : field > value ? 1 : 0);
  };

const atMost = ordered((order) => order <= 0);
const atLeast = ordered((order) => order >= 0);

const contains: Comparison = (field, value) =>
  isText(field) ? isText(value) && field.includes(value) : list(field).includes(value);

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const comparisons: Readonly<Record<FilterOperator, Comparison>> = {
  eq: (field, value) => field === value,
  ne: (field, value) => field !== value,
  le: atMost,
  lt: ordered((order) => order < 0),
  ge: atLeast,
  gt: ordered((order) => order > 0),
  contains,
  notContains: (field, value) => !contains(field, value),
  beginsWith: (field, value) => isText(field) && isText(value) && field.startsWith(value),
  in: (field, value) => list(value).includes(field),
  notIn: (field, value) => !list(value).includes(field),
  between(field, value) {
    const [low, high] = list(value);
    return atLeast(field, low) && atMost(field, high);
  },
  containsAny: (field, value) => list(value).some((one) => contains(field, one)),
};

/**
 * Whether a payload matches the arguments of a subscription. An omitted argument matches any value.
 * An explicit null matches a field that is null or was not selected.
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/aws-appsync-real-time-data.html
 */
export function passesArguments(
  args: Readonly<Record<string, unknown>>,
  payload: unknown,
): boolean {
  return Object.entries(args).every(([name, value]) =>
    sameValue(fieldOf(payload, name) ?? null, value ?? null),
  );
}

/**
 * Whether a payload passes an enhanced filter. A nullish field passes only `ne` and `not…`.
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/aws-appsync-real-time-enhanced-filtering.html
 */
export function passesFilter({ filterGroup }: SubscriptionFilter, payload: unknown): boolean {
  return filterGroup.some(({ filters }) =>
    filters.every(({ fieldName, operator, value }) =>
      comparisons[operator](
        fieldName.split('.').reduce<unknown>(fieldOf, payload) ?? null,
        value ?? null,
      ),
    ),
  );
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Payload)[name]
    : undefined;
}

/** Whether two values are equal scalars, or lists or objects with equal members. */
function sameValue(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || a === null || typeof b !== 'object' || b === null) return a === b;
  const names = Object.keys(a);
  return (
    Array.isArray(a) === Array.isArray(b) &&
    names.length === Object.keys(b).length &&
    names.every((name) => Object.hasOwn(b, name) && sameValue(fieldOf(a, name), fieldOf(b, name)))
  );
}
