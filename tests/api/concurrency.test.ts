import { beforeAll, describe, expect, it } from 'vitest';
import { catalogue, openExercise, rightHash } from '../support/catalogue';
import type { Answer } from '../support/client';
import {
  givenStarted,
  personalAnswer,
  statsOf,
  submit,
  trySubmit,
  WRONG_HASH,
  type Submission,
} from '../support/completion';
import { databaseAt } from '../support/database';
import { givenPerson } from '../support/people';
import { givenStack } from '../support/stack';

const { url, apiKey, dynamoEndpoint } = await givenStack();
const database = databaseAt(dynamoEndpoint);

/** Number of responses by outcome. An error is counted under its errorType. */
function tally(answers: Answer[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { status, data, errors } of answers) {
    const submission = data as { recordCompletion: Submission | null } | undefined;
    const outcome =
      submission?.recordCompletion?.outcome ?? errors?.[0]?.errorType ?? `status ${status}`;
    counts[outcome] = (counts[outcome] ?? 0) + 1;
  }
  return counts;
}

describe('concurrent submissions', () => {
  let crowd: { token: string }[];
  beforeAll(async () => {
    crowd = await Promise.all(Array.from({ length: 200 }, (_, i) => givenPerson(`crowd-${i}`)));
  });

  it('200 people complete one exercise: rows, shards and outcomes agree', async () => {
    const hashes = await Promise.all(
      crowd.map(({ token }) =>
        personalAnswer(url, token, openExercise.id, rightHash(openExercise)),
      ),
    );
    const answers = await Promise.all(
      crowd.map(({ token }, i) => trySubmit(url, token, openExercise.id, hashes[i]!)),
    );
    expect(tally(answers)).toEqual({ COMPLETED: 200 });
    expect((await database.completedRows(openExercise.id)).length).toBe(200);
    expect(await database.countedCompletions(openExercise.id)).toBe(200);
    expect((await statsOf(url, apiKey, openExercise.id)).completions).toBe(200);
  });

  it('one person submits the correct hash 50 times: it counts once', async () => {
    const exercise = catalogue.find(
      (each) => each !== openExercise && each.prerequisites.length === 0,
    )!;
    const { token } = await givenPerson('eager');
    const hash = await personalAnswer(url, token, exercise.id, rightHash(exercise));
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => trySubmit(url, token, exercise.id, hash)),
    );
    const { COMPLETED, ALREADY_COMPLETED = 0, Conflict = 0, ...others } = tally(answers);
    expect(others).toEqual({});
    expect(COMPLETED).toBe(1);
    expect(ALREADY_COMPLETED + Conflict).toBe(49);
    expect((await database.completedRows(exercise.id)).length).toBe(1);
    expect(await database.countedCompletions(exercise.id)).toBe(1);
  });

  it('one person submits an incorrect hash 50 times: at most ten are judged', async () => {
    const { token } = await givenPerson('guesser');
    await givenStarted(url, token, openExercise.id);
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => trySubmit(url, token, openExercise.id, WRONG_HASH)),
    );
    const { REJECTED = 0, RATE_LIMITED = 0, Conflict = 0, ...others } = tally(answers);
    expect(others).toEqual({});
    expect(REJECTED).toBeGreaterThan(0);
    expect(REJECTED).toBeLessThanOrEqual(10);
    expect(REJECTED + RATE_LIMITED + Conflict).toBe(50);
    const { outcome, progress } = await submit(url, token, openExercise.id, WRONG_HASH);
    // Exactly the submissions that were judged were counted.
    expect(progress!.attempts).toBe(REJECTED + (outcome === 'REJECTED' ? 1 : 0));
  });
});
