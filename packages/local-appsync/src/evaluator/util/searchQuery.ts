import { isObject } from '../arguments';

type Query = Readonly<Record<string, unknown>>;
type Write = (field: string, value: unknown) => Query | null;

const plain =
  (kind: string): Write =>
  (field, value) => ({ [kind]: { [field]: value } });
const compared =
  (operator: string): Write =>
  (field, value) => ({ range: { [field]: { [operator]: value } } });
const not = (query: Query): Query => ({ bool: { must_not: query } });

const operators: Readonly<Record<string, Write>> = {
  eq: plain('term'),
  ne: (field, value) => not({ term: { [field]: value } }),
  match: plain('match'),
  matchPhrase: plain('match_phrase'),
  matchPhrasePrefix: plain('match_phrase_prefix'),
  multiMatch: plain('multi_match'),
  wildcard: plain('wildcard'),
  regexp: plain('regexp'),
  exists: (field, value) => {
    if (typeof value !== 'boolean') return null;
    return value ? { exists: { field } } : not({ exists: { field } });
  },
  gt: compared('gt'),
  gte: compared('gte'),
  lt: compared('lt'),
  lte: compared('lte'),
  range: (field, value) =>
    Array.isArray(value) && value.length === 2
      ? { range: { [field]: { gte: value[0] as unknown, lte: value[1] as unknown } } }
      : null,
};

/**
 * Converts a filter to an OpenSearch query. Null if it cannot be converted. The output for `eq`,
 * `ne`, `range` and `wildcard` is from AWS's own example, the rest from AWS's Amplify simulator
 * (aws-amplify/amplify-cli, opensearch-utils.ts).
 *
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/transformation-helpers-in-utils-transform-js.html
 */
export function searchQuery(filter: unknown): Query | null {
  if (!isObject(filter)) return null;
  return joined(
    Object.entries(filter).map(([name, value]) => {
      if (name === 'and' || name === 'or') {
        const members = Array.isArray(value) ? complete(value.map(searchQuery)) : null;
        if (!members) return null;
        return name === 'and'
          ? { bool: { must: members } }
          : { bool: { should: members, minimum_should_match: 1 } };
      }
      if (name === 'not') {
        const negated = searchQuery(value);
        return negated && not(negated);
      }
      return fieldQuery(name, value);
    }),
  );
}

function fieldQuery(field: string, conditions: unknown): Query | null {
  if (!isObject(conditions)) return null;
  return joined(
    Object.entries(conditions).map(([name, value]) => {
      const write = Object.hasOwn(operators, name) ? operators[name] : undefined;
      return write ? write(field, value) : null;
    }),
  );
}

/** Returns a single query unchanged, and combines several with AND. */
function joined(queries: readonly (Query | null)[]): Query | null {
  const all = complete(queries);
  if (!all) return null;
  return all.length === 1 ? (all[0] ?? null) : { bool: { must: all } };
}

function complete(queries: readonly (Query | null)[]): readonly Query[] | null {
  const written = queries.filter((query) => query !== null);
  return written.length > 0 && written.length === queries.length ? written : null;
}
