import { ask, send, type Answer } from './client';

/** How a submission was judged. */
export interface Submission {
  outcome: string;
  progress: { startedAt: string; completedAt: string | null; attempts: number } | null;
  exercise: { id: string };
  retryAfterSeconds: number | null;
}

const RECORD_COMPLETION = `mutation ($input: RecordCompletionInput!) {
  recordCompletion(input: $input) {
    outcome retryAfterSeconds exercise { id } progress { startedAt completedAt attempts }
  }
}`;

/**
 * Submits an answer to a lab.
 * @throws Error when it is not judged
 */
export async function submit(
  url: string,
  token: string,
  exerciseId: string,
  verificationHash: string,
): Promise<Submission> {
  const input = { exerciseId, verificationHash };
  const data = await ask<{ recordCompletion: Submission }>(url, { token }, RECORD_COMPLETION, {
    input,
  });
  return data.recordCompletion;
}

/** Submits what may not be judged. */
export const trySubmit = (
  url: string,
  token: string,
  exerciseId: string,
  verificationHash: string,
): Promise<Answer> =>
  send(url, { token }, RECORD_COMPLETION, { input: { exerciseId, verificationHash } });

/** A well-formed hash that is no lab's answer. */
export const WRONG_HASH = '0'.repeat(64);

export interface Stats {
  completions: number;
  attempts: number;
}

/** A lab's public counters, read with the API key. */
export async function statsOf(url: string, apiKey: string, id: string): Promise<Stats> {
  const data = await ask<{ exercise: { stats: Stats } }>(
    url,
    { apiKey },
    'query ($id: ID!) { exercise(id: $id) { stats { completions attempts } } }',
    { id },
  );
  return data.exercise.stats;
}
