import type { SubscriptionData } from './protocol';

/** A live subscription, and what decides about what it gets. */
export interface Subscription {
  /** The field of type Subscription. */
  readonly field: string;
  /** What the field's `@aws_subscribe` lists. */
  readonly mutations: readonly string[];
  /** Whether a mutation's payload passes the filter. */
  accepts(payload: unknown): boolean;
  /** The subscriber's own selection of a payload; null when there is none to send. */
  shape(payload: unknown): SubscriptionData | null;
  /** Whether an invalidation with this payload ends it. Never, without such a filter. */
  isInvalidatedBy?(payload: unknown): boolean;
}

/** Where messages and the end of a subscription go. */
export interface Subscriber {
  deliver(message: SubscriptionData): void;
  end(): void;
}

export interface Hub {
  /** Adds a subscription until the answer is called. */
  subscribe(subscription: Subscription, subscriber: Subscriber): () => void;
  /**
   * Publishes what a mutation answered.
   * @param payload by field names, and only of the fields that the mutation's caller selected
   */
  publish(mutationField: string, payload: unknown): void;
  /** Ends the subscriptions to a field whose invalidation filter the payload passes. */
  invalidate(subscriptionField: string, payload: unknown): void;
}

/** Builds the registry of an API's live subscriptions. */
export function createHub(): Hub {
  const entries = new Set<{ subscription: Subscription; subscriber: Subscriber }>();

  return {
    subscribe(subscription, subscriber) {
      const entry = { subscription, subscriber };
      entries.add(entry);
      return () => void entries.delete(entry);
    },
    publish(mutationField, payload) {
      // A resolver that answers nothing publishes nothing.
      if (payload === null || payload === undefined) return;
      for (const { subscription, subscriber } of [...entries]) {
        const isHeard = subscription.mutations.includes(mutationField);
        const message =
          isHeard && subscription.accepts(payload) ? subscription.shape(payload) : null;
        if (message) subscriber.deliver(message);
      }
    },
    invalidate(subscriptionField, payload) {
      for (const entry of [...entries]) {
        const { subscription, subscriber } = entry;
        if (subscription.field !== subscriptionField) continue;
        if (!subscription.isInvalidatedBy?.(payload)) continue;
        entries.delete(entry);
        subscriber.end();
      }
    },
  };
}
