/** The two functions that code exports. */
export type HandlerName = 'request' | 'response';

/** What a handler asked of AppSync besides its result. */
export interface Extensions {
  /** Of `setSubscriptionFilter`: which published values the subscriber gets. */
  subscriptionFilter?: SubscriptionFilter;
  /** Of `setSubscriptionInvalidationFilter`: which invalidations end the subscription. */
  invalidationFilter?: SubscriptionFilter;
  /** Of `invalidateSubscriptions`, each unique call once. */
  readonly invalidations: Invalidation[];
  /** Of `evictFromApiCache`, in the order of the calls. */
  readonly evictions: Eviction[];
}

export interface Invalidation {
  readonly subscriptionField: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** The keys are in the order in which the code wrote them. */
export interface Eviction {
  readonly typeName: string;
  readonly fieldName: string;
  readonly keyValuePair: Readonly<Record<string, unknown>>;
}

/** Calls of `invalidateSubscriptions` that take effect in one request, each unique call once. */
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
  /** Dots lead into nested objects. */
  readonly fieldName: string;
  readonly operator: FilterOperator;
  readonly value: unknown;
}

/** Groups are alternatives; all the filters of one group must hold. */
export interface SubscriptionFilter {
  readonly filterGroup: readonly { readonly filters: readonly FieldFilter[] }[];
}
