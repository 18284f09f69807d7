import { ask, send, type Answer } from './client';
import { operation } from './operation';
import type { DataOf } from '../../model/operation';

const RECORD_COMPLETION = operation(`mutation ($input: RecordCompletionInput!) {
  recordCompletion(input: $input) {
    outcome retryAfterSeconds exercise { id } progress { startedAt completedAt attempts }
  }
}`);

/** How a submission was judged. */
export type Submission = NonNullable<DataOf<typeof RECORD_COMPLETION>['recordCompletion']>;

/**
 * Submits an answer to an exercise.
 * @throws Error when it is not judged
 */
export async function submit(
  url: string,
  token: string,
  exerciseId: string,
  verificationHash: string,
): Promise<Submission> {
  const input = { exerciseId, verificationHash };
  const { recordCompletion } = await ask(url, { token }, RECORD_COMPLETION, { input });
  return recordCompletion!;
}

/** Submits what may not be judged. */
export const trySubmit = (
  url: string,
  token: string,
  exerciseId: string,
  verificationHash: string,
): Promise<Answer> =>
  send(url, { token }, RECORD_COMPLETION, { input: { exerciseId, verificationHash } });

/** A well-formed hash that is no exercise's answer. */
export const WRONG_HASH = '0'.repeat(64);

export interface Stats {
  completions: number;
  attempts: number;
}

/** An exercise's public counters, read with the API key. */
export async function statsOf(url: string, apiKey: string, id: string): Promise<Stats> {
  const { exercise } = await ask(
    url,
    { apiKey },
    operation(`query ($id: ID!) { exercise(id: $id) { stats { completions attempts } } }`),
    { id },
  );
  return exercise!.stats!;
}
