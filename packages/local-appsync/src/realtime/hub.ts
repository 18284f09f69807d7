import type { DocumentNode } from 'graphql';
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
  /** Subscriptions with equal keys shape every payload alike. */
  readonly shapeKey: string;
  /** Whether an invalidation with this payload ends it. Never, without such a filter. */
  isInvalidatedBy?(payload: unknown): boolean;
  /** What it keeps in memory, which equal subscriptions may share. */
  readonly document: DocumentNode;
  /** Of what it keeps besides, as JSON, in characters. */
  readonly ownLength: number;
}

/** Where messages and the end of a subscription go. */
export interface Subscriber {
  /** @param message a `SubscriptionData` as JSON */
  deliver(message: string): void;
  end(): void;
}

export interface Hub {
  /** Adds a subscription until the answer is called; null when live ones take all the memory there is. */
  subscribe(subscription: Subscription, subscriber: Subscriber): (() => void) | null;
  /**
   * Publishes what a mutation answered.
   * @param payload by field names, and only of the fields that the mutation's caller selected
   */
  publish(mutationField: string, payload: unknown): void;
  /** Ends the subscriptions to a field whose invalidation filter the payload passes. */
  invalidate(subscriptionField: string, payload: unknown): void;
}

/** AppSync drops a longer message without an error. */
export const PAYLOAD_MAX_BYTES = 240 * 1_024;

/**
 * Characters of the documents of all live subscriptions and of what they keep besides. A parsed document
 * takes some 60 bytes for each character, and up to 200 where tokens are short. (The limit is ours.)
 */
export const SUBSCRIPTIONS_MAX_LENGTH = 1_048_576;

/** Builds the registry of an API's live subscriptions. */
export function createHub(): Hub {
  const entries = new Set<Entry>();
  /** How many subscriptions keep each document. */
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
      // A resolver that answers nothing publishes nothing.
      if (payload === null || payload === undefined) return;
      // Most of a large audience asks for the same: their message is made once.
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
