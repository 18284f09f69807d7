import { ask, send, type Answer } from './client';
import { operation } from './operation';
import type { DataOf } from '../../model/operation';

const RECORD_COMPLETION = operation(`mutation ($input: RecordCompletionInput!) {
  recordCompletion(input: $input) {
    outcome retryAfterSeconds exercise { id } progress { startedAt completedAt attempts }
  }
}`);

/** The result of a submission. */
export type Submission = NonNullable<DataOf<typeof RECORD_COMPLETION>['recordCompletion']>;

/**
 * Submits a hash for an exercise.
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

/** Makes a submission that can fail. */
export const trySubmit = (
  url: string,
  token: string,
  exerciseId: string,
  verificationHash: string,
): Promise<Answer> =>
  send(url, { token }, RECORD_COMPLETION, { input: { exerciseId, verificationHash } });

/** A well-formed hash that is incorrect for every exercise. */
export const WRONG_HASH = '0'.repeat(64);

export interface Stats {
  completions: number;
  attempts: number;
}

/** Reads an exercise's public counters with the API key. */
export async function statsOf(url: string, apiKey: string, id: string): Promise<Stats> {
  const { exercise } = await ask(
    url,
    { apiKey },
    operation(`query ($id: ID!) { exercise(id: $id) { stats { completions attempts } } }`),
    { id },
  );
  return exercise!.stats!;
}
