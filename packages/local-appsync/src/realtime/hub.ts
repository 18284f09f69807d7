import type { DocumentNode } from 'graphql';
import type { SubscriptionData } from './protocol';

/** A live subscription, and the functions that decide which messages it receives. */
export interface Subscription {
  /** The field of the type Subscription. */
  readonly field: string;
  /** The mutations that the field's `@aws_subscribe` lists. */
  readonly mutations: readonly string[];
  /** Whether a mutation's payload passes the filter. */
  accepts(payload: unknown): boolean;
  /** Applies the subscriber's selection to a payload. Null if there is no message to send. */
  shape(payload: unknown): SubscriptionData | null;
  /** Subscriptions with equal keys produce the same message from every payload. */
  readonly shapeKey: string;
  /**
   * Whether an invalidation with this payload ends the subscription. Never, without such a filter.
   */
  isInvalidatedBy?(payload: unknown): boolean;
  /** The document, which stays in memory. Equal subscriptions may share it. */
  readonly document: DocumentNode;
  /** Length of everything else that stays in memory, as JSON, in characters. */
  readonly ownLength: number;
}

/** Receives the messages and the end of a subscription. */
export interface Subscriber {
  /** @param message a `SubscriptionData` as JSON */
  deliver(message: string): void;
  end(): void;
}

export interface Hub {
  /**
   * Adds a subscription. The returned function removes it. Returns null if the subscription would
   * exceed the limit on the memory of all live subscriptions.
   */
  subscribe(subscription: Subscription, subscriber: Subscriber): (() => void) | null;
  /**
   * Publishes the result of a mutation.
   * @param payload result by field name, with only the fields that the mutation's caller selected
   */
  publish(mutationField: string, payload: unknown): void;
  /** Ends the subscriptions to a field that have an invalidation filter that the payload passes. */
  invalidate(subscriptionField: string, payload: unknown): void;
}

/** Maximum size of a message. AppSync drops a larger one without an error. */
export const PAYLOAD_MAX_BYTES = 240 * 1_024;

/**
 * Maximum length of the documents of all live subscriptions and of everything else that they hold
 * in memory, in characters. A parsed document takes about 60 bytes per character, and up to 200 if
 * its tokens are short. (The limit is ours.)
 */
export const SUBSCRIPTIONS_MAX_LENGTH = 1_048_576;

/** Creates the registry of an API's live subscriptions. */
export function createHub(): Hub {
  const entries = new Set<Entry>();
  /** Number of subscriptions that use each document. */
  const keepers = new Map<DocumentNode, number>();
  let length = 0;

  function keep({ document, ownLength }: Subscription): void {
    const count = keepers.get(document) ?? 0;
    keepers.set(document, count + 1);
    length += ownLength + (count === 0 ? lengthOf(document) : 0);
  }

  function remove(entry: Entry): void {
    if (!entries.delete(entry)) return;
    const { document, ownLength } = entry.subscription;
    const count = keepers.get(document)! - 1;
    if (count > 0) keepers.set(document, count);
    else keepers.delete(document);
    length -= ownLength + (count === 0 ? lengthOf(document) : 0);
  }

  return {
    subscribe(subscription, subscriber) {
      const entry = { subscription, subscriber };
      entries.add(entry);
      keep(subscription);
      if (length <= SUBSCRIPTIONS_MAX_LENGTH) return () => remove(entry);
      remove(entry);
      return null;
    },
    publish(mutationField, payload) {
      // A resolver that returns nothing publishes nothing.
      if (payload === null || payload === undefined) return;
      // In a large audience, most subscribers have the same selection: their message is built once.
      const messages = new Map<string, string | null>();
      for (const { subscription, subscriber } of [...entries]) {
        const isHeard = subscription.mutations.includes(mutationField);
        if (!isHeard || !subscription.accepts(payload)) continue;
        let message = messages.get(subscription.shapeKey);
        if (message === undefined) {
          message = messageOf(subscription, payload);
          messages.set(subscription.shapeKey, message);
        }
        if (message !== null) subscriber.deliver(message);
      }
    },
    invalidate(subscriptionField, payload) {
      for (const entry of [...entries]) {
        const { subscription, subscriber } = entry;
        if (subscription.field !== subscriptionField) continue;
        if (!subscription.isInvalidatedBy?.(payload)) continue;
        remove(entry);
        subscriber.end();
      }
    },
  };
}

interface Entry {
  readonly subscription: Subscription;
  readonly subscriber: Subscriber;
}

const lengthOf = ({ loc }: DocumentNode): number => loc?.source.body.length ?? 0;

function messageOf(subscription: Subscription, payload: unknown): string | null {
  const shaped = subscription.shape(payload);
  if (!shaped) return null;
  const message = JSON.stringify(shaped);
  return Buffer.byteLength(message) > PAYLOAD_MAX_BYTES ? null : message;
}
