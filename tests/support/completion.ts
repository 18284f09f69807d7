import { send, type Answer } from './client';

export interface Submission {
  recordCompletion: {
    outcome: string;
    progress: { startedAt: string; completedAt: string | null; attempts: number } | null;
    exercise: { id: string };
    retryAfterSeconds: number | null;
  } | null;
}

/** Submits an answer to a lab. */
export const submit = (
  url: string,
  token: string,
  exerciseId: string,
  verificationHash: string,
): Promise<Answer<Submission>> =>
  send<Submission>(
    url,
    { token },
    `mutation ($input: RecordCompletionInput!) {
      recordCompletion(input: $input) {
        outcome retryAfterSeconds exercise { id } progress { startedAt completedAt attempts }
      }
    }`,
    { input: { exerciseId, verificationHash } },
  );

/** A well-formed hash that is no lab's answer. */
export const WRONG_HASH = '0'.repeat(64);

export interface Stats {
  completions: number;
  attempts: number;
}

/** A lab's public counters, read with the API key. */
export async function statsOf(url: string, apiKey: string, id: string): Promise<Stats> {
  const { data } = await send<{ exercise: { stats: Stats } }>(
    url,
    { apiKey },
    'query ($id: ID!) { exercise(id: $id) { stats { completions attempts } } }',
    { id },
  );
  return data.exercise.stats;
}
