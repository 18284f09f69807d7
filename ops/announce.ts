import { setTimeout } from 'node:timers/promises';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { announce, type Outcome } from '../functions/lib/announce';
import { limitConcurrency } from '../local/concurrency';
import type { TableNames } from '../model/tables';
import { isBeingDeleted, openStore, profileIds, unannounced, type Store } from './rows';

/**
 * Numbers of completions that were announced, turned out to be announced already, failed, and were
 * not attempted.
 */
export interface Announcements {
  readonly announced: number;
  readonly notNews: number;
  readonly failed: number;
  readonly left: number;
}

/** Maximum per second, because each completion sends an event to every subscriber. */
const AT_ONCE = 25;
const WAIT_MS = 1_000;

const LOOKS_AT_ONCE = 8;

/**
 * Announces completions that were never announced, oldest first, as the function on the stream
 * does. Skips people who have no account or whose account is being deleted. Stops when no
 * completion of a batch could be announced.
 * @param pause between two batches
 */
export async function announceMissed(
  client: DynamoDBClient,
  names: TableNames,
  pause: () => Promise<void> = () => setTimeout(WAIT_MS),
): Promise<Announcements> {
  const store = openStore(client, names);
  const rows = await unannounced(store);
  const people = await staying(store, new Set(rows.map(({ userId }) => userId)));
  const missed = rows.filter(({ userId }) => people.has(userId));
  const outcomes: Outcome[] = [];
  while (outcomes.length < missed.length) {
    if (outcomes.length > 0) await pause();
    const batch = await announce(missed.slice(outcomes.length, outcomes.length + AT_ONCE));
    outcomes.push(...batch);
    if (batch.every((outcome) => outcome === 'failed')) break;
  }
  const count = (outcome: Outcome) => outcomes.filter((each) => each === outcome).length;
  return {
    announced: count('announced'),
    notNews: count('not news'),
    failed: count('failed'),
    left: missed.length - outcomes.length,
  };
}

/** The given people who have an account that is not being deleted. */
async function staying(store: Store, userIds: ReadonlySet<string>): Promise<Set<string>> {
  const profiles = await profileIds(store);
  const people = [...userIds].filter((userId) => profiles.has(userId));
  const isLeaving = limitConcurrency(LOOKS_AT_ONCE, (userId: string) =>
    isBeingDeleted(store, userId),
  );
  const leaving = await Promise.all(people.map(isLeaving));
  return new Set(people.filter((_, i) => !leaving[i]));
}
