/** One comparison of an enhanced filter. */
export interface Filter {
  /** Dots lead into nested objects. */
  readonly fieldName: string;
  readonly operator: FilterOperator;
  readonly value: unknown;
}

/** What `extensions.setSubscriptionFilter` takes: groups are alternatives, filters all hold. */
export interface EnhancedFilter {
  readonly filterGroup: readonly { readonly filters: readonly Filter[] }[];
}

/** The payload of a mutation, by field names. */
type Payload = Readonly<Record<string, unknown>>;

type Comparison = (field: unknown, value: unknown) => boolean;

const isText = (value: unknown): value is string => typeof value === 'string';

/** Order of numbers among numbers and of texts among texts; nothing else has one. */
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

const comparisons = {
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
} satisfies Record<string, Comparison>;

export type FilterOperator = keyof typeof comparisons;

const FIELDS_MAX = 5;
const FILTERS_MAX = 10;
const IN_MAX = 5;
const CONTAINS_ANY_MAX = 20;
const TEXT_MAX = 256;
const DEPTH_MAX = 5;

/**
 * Whether a payload has what a subscription's arguments ask for. An omitted argument asks for
 * nothing; an explicit null, for a field that is null or was not selected.
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

/** Whether a payload passes an enhanced filter. A nullish field passes nothing but `ne` and `not…`. */
export function passesFilter({ filterGroup }: EnhancedFilter, payload: unknown): boolean {
  return filterGroup.some(({ filters }) =>
    filters.every(({ fieldName, operator, value }) =>
      comparisons[operator](
        fieldName.split('.').reduce<unknown>(fieldOf, payload) ?? null,
        value ?? null,
      ),
    ),
  );
}

/**
 * Why AppSync would refuse an enhanced filter, or null.
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/aws-appsync-real-time-enhanced-filtering.html
 */
export function filterProblem(filter: unknown): string | null {
  const groups = fieldOf(filter, 'filterGroup');
  if (!Array.isArray(groups) || groups.length === 0) return 'filterGroup is empty.';
  for (const group of groups as unknown[]) {
    const problem = groupProblem(fieldOf(group, 'filters'));
    if (problem) return problem;
  }
  return null;
}

function groupProblem(filters: unknown): string | null {
  if (!Array.isArray(filters) || filters.length === 0) return 'A group has no filters.';
  const names = new Set<unknown>();
  let count = 0;
  for (const filter of filters as unknown[]) {
    const problem = oneProblem(filter);
    if (problem) return problem;
    names.add(fieldOf(filter, 'fieldName'));
    const isIn = fieldOf(filter, 'operator') === 'in';
    count += isIn ? list(fieldOf(filter, 'value')).length : 1;
  }
  if (names.size > FIELDS_MAX) return `A filter has more than ${FIELDS_MAX} fields.`;
  return count > FILTERS_MAX ? `A group has more than ${FILTERS_MAX} filters.` : null;
}

function oneProblem(filter: unknown): string | null {
  const name = fieldOf(filter, 'fieldName');
  const operator = fieldOf(filter, 'operator');
  const value = fieldOf(filter, 'value');
  if (!isText(name) || name === '') return 'A filter has no fieldName.';
  if (name.split('.').length > DEPTH_MAX) return `${name}: more than ${DEPTH_MAX} levels.`;
  if (!isText(operator) || !Object.hasOwn(comparisons, operator)) {
    return `${name}: there is no operator "${String(operator)}".`;
  }
  const values = Array.isArray(value) ? (value as unknown[]) : [value];
  if (values.some((one) => isText(one) && one.length > TEXT_MAX)) {
    return `${name}: a value has more than ${TEXT_MAX} characters.`;
  }
  const takesList = ['in', 'notIn', 'between', 'containsAny'].includes(operator);
  if (takesList !== Array.isArray(value)) {
    return `${name}: ${operator} takes ${takesList ? 'a list' : 'one value'}.`;
  }
  if (operator === 'between' && values.length !== 2) return `${name}: between takes two values.`;
  const most = operator === 'containsAny' ? CONTAINS_ANY_MAX : IN_MAX;
  return values.length > most ? `${name}: ${operator} takes at most ${most} values.` : null;
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Payload)[name]
    : undefined;
}

/** Equal scalars, or lists and objects with equal members. */
function sameValue(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || a === null || typeof b !== 'object' || b === null) return a === b;
  const names = Object.keys(a);
  return (
    Array.isArray(a) === Array.isArray(b) &&
    names.length === Object.keys(b).length &&
    names.every((name) => Object.hasOwn(b, name) && sameValue(fieldOf(a, name), fieldOf(b, name)))
  );
}
