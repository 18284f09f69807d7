/** The two functions that code exports. */
export type HandlerName = 'request' | 'response';

/** Effects that a handler requests through `extensions`, besides its result. */
export interface Extensions {
  /** From `setSubscriptionFilter`: selects the published values that the subscriber receives. */
  subscriptionFilter?: SubscriptionFilter;
  /**
   * From `setSubscriptionInvalidationFilter`: selects the invalidations that end the subscription.
   */
  invalidationFilter?: SubscriptionFilter;
  /** From `invalidateSubscriptions`, without duplicates. */
  readonly invalidations: Invalidation[];
  /** From `evictFromApiCache`, in call order. */
  readonly evictions: Eviction[];
}

export interface Invalidation {
  readonly subscriptionField: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** Keys keep the order in which the code wrote them. */
export interface Eviction {
  readonly typeName: string;
  readonly fieldName: string;
  readonly keyValuePair: Readonly<Record<string, unknown>>;
}

/** Maximum number of distinct `invalidateSubscriptions` calls that take effect in one request. */
export const INVALIDATIONS_MAX = 5;

/** The operators of subscription filters. */
export type FilterOperator =
  | 'eq'
  | 'ne'
  | 'le'
  | 'lt'
  | 'ge'
  | 'gt'
  | 'contains'
  | 'notContains'
  | 'beginsWith'
  | 'in'
  | 'notIn'
  | 'between'
  | 'containsAny';

/** One condition on a field of the published value. */
export interface FieldFilter {
  /** Dots separate the names of nested fields. */
  readonly fieldName: string;
  readonly operator: FilterOperator;
  readonly value: unknown;
}

/** Matches if any group matches. A group matches if all of its filters match. */
export interface SubscriptionFilter {
  readonly filterGroup: readonly { readonly filters: readonly FieldFilter[] }[];
}
