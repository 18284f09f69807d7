import type { Exercise } from '../../catalogue/read';
import { rightHash } from './catalogue';
import { ask, send, type Answer } from './client';
import { operation } from './operation';
import { personal, type Issued } from './personal';
import type { DataOf } from '../../model/operation';

const RECORD_COMPLETION = operation(`mutation ($input: RecordCompletionInput!) {
  recordCompletion(input: $input) {
    outcome retryAfterSeconds missingPrerequisites exercise { id } progress { startedAt completedAt attempts }
  }
}`);

/** The result of a submission. */
export type Submission = NonNullable<DataOf<typeof RECORD_COMPLETION>['recordCompletion']>;

const START = operation(`mutation ($id: ID!) {
  startExercise(exerciseId: $id) { variant challenge }
}`);

/** What each person received for each exercise that they started through this module. */
const issued = new Map<string, Issued>();

/** Starts an exercise, once per person. Call it before a fault, for submissions that meet it. */
export async function givenStarted(
  url: string,
  token: string,
  exerciseId: string,
): Promise<Issued> {
  const key = `${token} ${exerciseId}`;
  const before = issued.get(key);
  if (before) return before;
  const { startExercise } = await ask(url, { token }, START, { id: exerciseId });
  issued.set(key, startExercise!);
  return startExercise!;
}

/**
 * The hash that a person's `verify.sh` prints. Starts the exercise.
 * @param hash hash of the finished work in the first variant
 */
export const personalAnswer = async (
  url: string,
  token: string,
  exerciseId: string,
  hash: string,
): Promise<string> => personal(exerciseId, hash, await givenStarted(url, token, exerciseId));

/** The submissions with which a person completes exercises. Starts the exercises. */
export async function personalSubmissions(
  url: string,
  token: string,
  exercises: readonly Exercise[],
): Promise<{ exerciseId: string; verificationHash: string }[]> {
  const submissions = [];
  // One after another: on a slow machine, the authorizer would refuse those that wait too long.
  for (const exercise of exercises) {
    const hash = await personalAnswer(url, token, exercise.id, rightHash(exercise));
    submissions.push({ exerciseId: exercise.id, verificationHash: hash });
  }
  return submissions;
}

/**
 * Starts an exercise and submits a hash for it, made personal.
 * @throws Error when it is not judged
 */
export async function submit(
  url: string,
  token: string,
  exerciseId: string,
  verificationHash: string,
): Promise<Submission> {
  const hash = await personalAnswer(url, token, exerciseId, verificationHash);
  const input = { exerciseId, verificationHash: hash };
  const { recordCompletion } = await ask(url, { token }, RECORD_COMPLETION, { input });
  return recordCompletion!;
}

/** Makes a submission that can fail, with the hash as it is. */
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
