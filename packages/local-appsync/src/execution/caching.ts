import type { Eviction } from '../evaluator';
import type { FieldContext } from './fieldContext';

/**
 * What an API caches: the results of all resolvers, the results of resolvers that enable it, or
 * entire responses.
 */
export type CachingBehavior =
  'FULL_REQUEST_CACHING' | 'PER_RESOLVER_CACHING' | 'OPERATION_LEVEL_CACHING';

/** The cache configuration of an API. */
export interface CachingConfig {
  readonly behavior: CachingBehavior;
  /** Seconds, 1 to 3600. The `ttl` of a resolver takes precedence. */
  readonly ttl: number;
}

/** The cache configuration of one resolver. */
export interface ResolverCaching {
  /** Seconds, 1 to 3600. */
  readonly ttl: number;
  /**
   * Caching keys, such as `context.arguments.id`. Default: all arguments, the source and the
   * identity.
   */
  readonly keys?: readonly string[];
}

/** Cached results, by the values that they depend on. */
export interface Cache {
  readonly behavior: CachingBehavior;
  /** The cache slot of a resolver's result, or null if the result is not cached. */
  ofResolver(
    name: string,
    caching: ResolverCaching | undefined,
    context: FieldContext,
    isQuery: boolean,
  ): Slot | null;
  /** The cache slot of an entire response. */
  ofOperation(key: unknown): Slot;
  /** Removes the results that the evictions name. Returns how many were removed. */
  evict(evictions: readonly Eviction[]): number;
}

/** The cache slot of one result. */
export interface Slot {
  /** The result as JSON. Undefined if there is none or it has expired. */
  read(): string | undefined;
  keep(answer: unknown): void;
}

const TTL_MAX_SECONDS = 3_600;
const KEYS_MAX = 25;
const KEY = /^context\.(arguments|source|identity)(\.\w+)*$/;

/**
 * Maximum size of a cached response, in bytes. (Applies to entire responses. No other limit is
 * reported.)
 */
const OPERATION_MAX_BYTES = 15 * 1024 * 1024;

/**
 * Maximum number of cached results. The oldest is dropped first: a laptop has no instance type to
 * choose.
 */
const KEPT_MAX = 10_000;

/**
 * @throws Error for a configuration that AppSync does not accept
 * @see https://docs.aws.amazon.com/appsync/latest/APIReference/API_CachingConfig.html
 */
export function checkCaching(name: string, { ttl, keys = [] }: ResolverCaching): void {
  if (!Number.isInteger(ttl) || ttl < 1 || ttl > TTL_MAX_SECONDS) {
    throw new Error(`${name}: ttl must be an integer from 1 to ${TTL_MAX_SECONDS}.`);
  }
  if (keys.length > KEYS_MAX) {
    throw new Error(`${name}: keys can have at most ${KEYS_MAX} entries.`);
  }
  for (const key of keys) {
    if (!KEY.test(canonical(key))) {
      throw new Error(
        `${name}: the key "${key}" must start with context.arguments, context.source or context.identity.`,
      );
    }
  }
}

/**
 * Creates the cache of an API. Failures are never cached. The results of mutations and
 * subscriptions are cached only if the resolver itself enables it.
 *
 * @param now epoch milliseconds
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/enabling-caching.html
 */
export function createCache(
  { behavior, ttl: apiTtl }: CachingConfig,
  now: () => number = Date.now,
): Cache {
  const kept = new Map<string, { readonly answer: string; readonly until: number }>();

  const isAlive = (key: string): boolean => (kept.get(key)?.until ?? 0) > now();

  const slot = (key: string, ttl: number, maxBytes = Infinity): Slot => ({
    read: () => (isAlive(key) ? kept.get(key)?.answer : undefined),
    keep(value) {
      const answer = JSON.stringify(value ?? null);
      if (Buffer.byteLength(answer) > maxBytes) return;
      kept.delete(key);
      kept.set(key, { answer, until: now() + ttl * 1_000 });
      if (kept.size > KEPT_MAX) kept.delete(kept.keys().next().value!);
    },
  });

  const keyOf = (name: string, values: readonly (readonly [string, unknown])[]): string =>
    JSON.stringify([name, ...values]);

  return {
    behavior,
    ofResolver(name, caching, context, isQuery) {
      if (behavior === 'FULL_REQUEST_CACHING' && isQuery) {
        return slot(keyOf(name, wholeContext(context)), caching?.ttl ?? apiTtl);
      }
      if (behavior !== 'PER_RESOLVER_CACHING' || !caching) return null;
      const { keys = [], ttl } = caching;
      const values =
        keys.length === 0
          ? wholeContext(context)
          : keys.map((key) => [canonical(key), valueAt(context, key)] as const);
      return slot(keyOf(name, values), ttl);
    },
    ofOperation: (key) => slot(JSON.stringify(key), apiTtl, OPERATION_MAX_BYTES),
    evict(evictions) {
      let deleted = 0;
      for (const { typeName, fieldName, keyValuePair } of evictions) {
        const values = Object.entries(keyValuePair).map(
          ([key, value]) => [canonical(key), value] as const,
        );
        const key = keyOf(`${typeName}.${fieldName}`, values);
        if (isAlive(key)) deleted += 1;
        kept.delete(key);
      }
      return deleted;
    },
  };
}

const wholeContext = ({ arguments: args, source, identity }: FieldContext) =>
  [
    ['context.arguments', args],
    ['context.source', source],
    ['context.identity', identity],
  ] as const;

/** AWS's pages write keys with and without `$`, and in long and short form. */
const canonical = (key: string): string =>
  key
    .replace(/^\$/, '')
    .replace(/^(context|ctx)\./, 'context.')
    .replace(/^context\.args\b/, 'context.arguments');

function valueAt(context: FieldContext, key: string): unknown {
  let value: unknown = { context };
  for (const name of canonical(key).split('.')) {
    value =
      typeof value === 'object' && value !== null && Object.hasOwn(value, name)
        ? (value as Record<string, unknown>)[name]
        : null;
  }
  return value;
}
