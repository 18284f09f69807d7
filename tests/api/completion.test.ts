import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { publishCatalogue } from '../../catalogue/publish';
import { personalHash } from '../../functions/lib/challenge';
import { tableNames } from '../../local/config';
import { openDynamo } from '../../local/database/client';
import { signIn } from '../../local/signIn';
import { boardKey } from '../../model/board';
import { boardPeriods } from '../../model/period';
import { answersKey } from '../../model/answers';
import { progressKey } from '../../model/progress';
import {
  catalogue,
  exerciseOf,
  lockedExercise,
  openExercise,
  rightHash,
  selfReportedExercise,
} from '../support/catalogue';
import { ask, send } from '../support/client';
import {
  givenStarted,
  personalAnswer,
  statsOf,
  submit,
  trySubmit,
  WRONG_HASH,
} from '../support/completion';
import { databaseAt } from '../support/database';
import { operation } from '../support/operation';
import type { VariablesOf } from '../../model/operation';
import { givenStack } from '../support/stack';

/** The time of the stack, which runs in this process: a Wednesday, far from the end of a period. */
const NOON = Date.parse('2026-11-18T12:00:00.000Z');
vi.useFakeTimers({ toFake: ['Date'], now: NOON });
afterAll(() => vi.useRealTimers());

const { url, apiKey, dynamoEndpoint } = await givenStack();
const database = databaseAt(dynamoEndpoint);
const client = openDynamo(dynamoEndpoint);
afterAll(() => client.destroy());

let people = 0;
let token: string;
let userId: string;

/** A new person for every test, so that no test depends on another. */
beforeEach(async () => {
  vi.setSystemTime(NOON);
  ({ token } = await signIn(url, `learner-${++people}`));
  const { viewer } = await ask(url, { token }, operation(`{ viewer { id } }`));
  userId = viewer!.id;
});

const boards = () =>
  Promise.all(
    boardPeriods(NOON).map((period) => database.row('Leaderboards', boardKey(period, userId))),
  );

const answer = (exerciseId: string, hash: string) => submit(url, token, exerciseId, hash);

const START = operation(`mutation ($id: ID!) {
  startExercise(exerciseId: $id) { startedAt completedAt attempts exercise { title } }
}`);

const start = async (id: string) => (await ask(url, { token }, START, { id })).startExercise!;

describe('a correct submission', () => {
  it('completes the exercise and is counted once on every board', async () => {
    const before = await statsOf(url, apiKey, openExercise.id);
    const { outcome, progress, retryAfterSeconds } = await answer(
      openExercise.id,
      rightHash(openExercise),
    );
    expect(outcome).toBe('COMPLETED');
    expect(retryAfterSeconds).toBeNull();
    const now = '2026-11-18T12:00:00.000Z';
    expect(progress).toEqual({ startedAt: now, completedAt: now, attempts: 1 });
    expect(await statsOf(url, apiKey, openExercise.id)).toEqual({
      completions: before.completions + 1,
      attempts: before.attempts + 1,
    });
    for (const board of await boards()) {
      expect(board).toMatchObject({
        points: openExercise.points,
        completions: 1,
        username: `learner-${people}`,
        lastCompletedAt: progress!.completedAt,
      });
      expect(board!['rankKey']).toMatch(/^\d{10}#\d{13}$/);
    }
    expect(await database.row('Progress', progressKey(userId, openExercise.id))).toMatchObject({
      username: `learner-${people}`,
      points: openExercise.points,
      verificationHash: await personalAnswer(url, token, openExercise.id, rightHash(openExercise)),
      gsi1pk: `EXERCISE#${openExercise.id}`,
      gsi1sk: `COMPLETED#${progress!.completedAt}`,
    });
  });

  it('changes nothing when the exercise is submitted again', async () => {
    const first = await answer(openExercise.id, rightHash(openExercise));
    const [stats, rows] = [await statsOf(url, apiKey, openExercise.id), await boards()];
    for (const hash of [rightHash(openExercise), WRONG_HASH]) {
      const again = await answer(openExercise.id, hash);
      expect(again).toEqual({ ...first, outcome: 'ALREADY_COMPLETED' });
    }
    expect(await statsOf(url, apiKey, openExercise.id)).toEqual(stats);
    expect(await boards()).toEqual(rows);
  });

  it('adds to the learner’s existing standings', async () => {
    const other = catalogue.find(
      (each) => each !== openExercise && each.prerequisites.length === 0 && each.points > 0,
    )!;
    await answer(openExercise.id, rightHash(openExercise));
    await answer(other.id, rightHash(other));
    for (const board of await boards()) {
      expect(board).toMatchObject({ points: openExercise.points + other.points, completions: 2 });
    }
  });

  it('counts the attempts before it', async () => {
    const before = await statsOf(url, apiKey, openExercise.id);
    await answer(openExercise.id, WRONG_HASH);
    await answer(openExercise.id, WRONG_HASH);
    const { outcome, progress } = await answer(openExercise.id, rightHash(openExercise));
    expect([outcome, progress!.attempts]).toEqual(['COMPLETED', 3]);
    expect(await statsOf(url, apiKey, openExercise.id)).toEqual({
      completions: before.completions + 1,
      attempts: before.attempts + 3,
    });
  });

  it('counts on the boards of its week and month', async () => {
    const sunday = Date.parse('2027-01-31T23:59:59.999Z');
    vi.setSystemTime(sunday);
    ({ token } = await signIn(url, `learner-${people}`));
    await answer(openExercise.id, rightHash(openExercise));
    vi.setSystemTime(sunday + 1);
    const other = catalogue.find(
      (each) => each !== openExercise && each.prerequisites.length === 0 && each.points > 0,
    )!;
    await answer(other.id, rightHash(other));
    const standing = async (period: string) =>
      (await database.row('Leaderboards', boardKey(period, userId)))?.['completions'];
    expect(await standing('MONTH#2027-01')).toBe(1);
    expect(await standing('MONTH#2027-02')).toBe(1);
    expect(await standing('WEEK#2027-01-25')).toBe(1);
    expect(await standing('WEEK#2027-02-01')).toBe(1);
    expect(await standing('ALL')).toBe(2);
  });

  it('keeps the start time of the exercise', async () => {
    const { startedAt } = await start(openExercise.id);
    const { progress } = await answer(openExercise.id, rightHash(openExercise));
    expect(progress!.startedAt).toBe(startedAt);
  });
});

describe('a self-reported exercise', () => {
  it('is completed by any hash, is counted, and earns no points', async () => {
    const { outcome } = await answer(selfReportedExercise.id, 'f'.repeat(64));
    expect(outcome).toBe('COMPLETED');
    for (const board of await boards()) {
      expect(board).toMatchObject({ points: 0, completions: 1 });
      expect(board).not.toHaveProperty('rankKey');
    }
  });

  it('does not change the rank of a learner with points', async () => {
    await answer(openExercise.id, rightHash(openExercise));
    const before = await boards();
    await answer(selfReportedExercise.id, 'f'.repeat(64));
    const after = await boards();
    expect(after.map((board) => [board!['points'], board!['rankKey']])).toEqual(
      before.map((board) => [board!['points'], board!['rankKey']]),
    );
    expect(after.map((board) => board!['completions'])).toEqual([2, 2, 2]);
  });
});

describe('an incorrect submission', () => {
  it('is rejected and counted', async () => {
    const before = await statsOf(url, apiKey, openExercise.id);
    for (const attempts of [1, 2]) {
      const { outcome, progress } = await answer(openExercise.id, WRONG_HASH);
      expect(outcome).toBe('REJECTED');
      expect(progress).toMatchObject({ attempts, completedAt: null });
    }
    expect(await statsOf(url, apiKey, openExercise.id)).toEqual(before);
    expect(await boards()).toEqual([null, null, null]);
  });

  it('is rate limited after ten within a minute, until the oldest is a minute old', async () => {
    const at = async (seconds: number, hash = WRONG_HASH) => {
      vi.setSystemTime(NOON + seconds * 1_000);
      const { outcome, progress, retryAfterSeconds } = await answer(openExercise.id, hash);
      return [outcome, progress!.attempts, retryAfterSeconds];
    };
    for (let i = 1; i <= 10; i += 1) expect(await at(i)).toEqual(['REJECTED', i, null]);
    expect(await at(10)).toEqual(['RATE_LIMITED', 10, 51]);
    expect(await at(30, rightHash(openExercise))).toEqual(['RATE_LIMITED', 10, 31]);
    expect(await at(60.5)).toEqual(['RATE_LIMITED', 10, 1]);
    expect(await at(61)).toEqual(['REJECTED', 11, null]);
    expect(await at(61)).toEqual(['RATE_LIMITED', 11, 1]);
    expect(await at(62, rightHash(openExercise))).toEqual(['COMPLETED', 12, null]);
  });

  it('to one exercise does not rate limit another exercise', async () => {
    for (let attempts = 1; attempts <= 10; attempts += 1) await answer(openExercise.id, WRONG_HASH);
    const other = catalogue.find(
      (each) => each !== openExercise && each.prerequisites.length === 0,
    )!;
    expect((await answer(other.id, rightHash(other))).outcome).toBe('COMPLETED');
  });
});

describe('an exercise with prerequisites', () => {
  it('is locked until all of them are completed', async () => {
    const chain: string[] = [];
    const collect = (id: string): void => {
      exerciseOf(id).prerequisites.forEach(collect);
      if (!chain.includes(id)) chain.push(id);
    };
    collect(lockedExercise.id);
    const done: string[] = [];
    for (const id of chain) {
      if (id !== lockedExercise.id) {
        const locked = await answer(lockedExercise.id, rightHash(lockedExercise));
        const missing = lockedExercise.prerequisites.filter((each) => !done.includes(each));
        expect(locked).toMatchObject({
          outcome: 'LOCKED',
          progress: { attempts: 0, completedAt: null },
          missingPrerequisites: missing,
        });
      }
      expect(await answer(id, rightHash(exerciseOf(id)))).toMatchObject({
        outcome: 'COMPLETED',
        missingPrerequisites: [],
      });
      done.push(id);
    }
  });

  it('counts nothing while it is locked', async () => {
    const before = await statsOf(url, apiKey, lockedExercise.id);
    expect((await answer(lockedExercise.id, WRONG_HASH)).outcome).toBe('LOCKED');
    expect(await database.row('Progress', progressKey(userId, lockedExercise.id))).toMatchObject({
      attempts: 0,
    });
    expect(await statsOf(url, apiKey, lockedExercise.id)).toEqual(before);
  });

  it('stays locked when its prerequisites are only started', async () => {
    for (const id of lockedExercise.prerequisites) {
      await start(id);
    }
    expect((await answer(lockedExercise.id, rightHash(lockedExercise))).outcome).toBe('LOCKED');
  });
});

describe('a submission that cannot be judged', () => {
  it.each([
    ['an unknown exercise', 'no-such-exercise', WRONG_HASH, 'NotFound'],
    ['a malformed id', 'No Such Exercise', WRONG_HASH, 'InvalidInput'],
    ['a short hash', openExercise.id, 'abc', 'InvalidInput'],
    ['a hash in capitals', openExercise.id, 'A'.repeat(64), 'InvalidInput'],
    ['a hash with a newline', openExercise.id, `${WRONG_HASH}\n`, 'InvalidInput'],
  ])('returns an error: %s', async (_, exerciseId, hash, errorType) => {
    const { status, data, errors } = await trySubmit(url, token, exerciseId, hash);
    expect(status).toBe(200);
    expect(data).toEqual({ recordCompletion: null });
    expect(errors).toMatchObject([{ path: ['recordCompletion'], errorType }]);
  });
});

describe('starting an exercise', () => {
  it('is recorded once', async () => {
    const first = await start(openExercise.id);
    expect(first).toMatchObject({
      completedAt: null,
      attempts: 0,
      exercise: { title: openExercise.title },
    });
    expect(await start(openExercise.id)).toEqual(first);
  });

  it('does not change a completion', async () => {
    const { progress } = await answer(openExercise.id, rightHash(openExercise));
    expect(await start(openExercise.id)).toMatchObject(progress!);
  });

  it('returns NotFound for an unknown exercise', async () => {
    const { errors } = await send(url, { token }, START, { id: 'no-such-exercise' });
    expect(errors).toMatchObject([{ errorType: 'NotFound', path: ['startExercise'] }]);
  });
});

describe('an answer is personal:', () => {
  const hash = () => personalAnswer(url, token, openExercise.id, rightHash(openExercise));
  const outcomeOf = async (verificationHash: string) => {
    const { data } = await trySubmit(url, token, openExercise.id, verificationHash);
    return (data as { recordCompletion: { outcome: string } }).recordCompletion.outcome;
  };

  it('the hash of somebody else is rejected, and so is that of the finished work', async () => {
    const theirs = await hash();
    ({ token } = await signIn(url, `neighbour-of-${people}`));
    const mine = await hash();
    expect(mine).not.toBe(theirs);
    expect(await outcomeOf(theirs)).toBe('REJECTED');
    for (const each of openExercise.answers.hashes.slice(0, 5)) {
      expect(await outcomeOf(each)).toBe('REJECTED');
    }
    expect(await outcomeOf(mine)).toBe('COMPLETED');
  });

  it('a submission without a start is not judged and not counted', async () => {
    const { data } = await trySubmit(url, token, openExercise.id, rightHash(openExercise));
    expect(data).toEqual({
      recordCompletion: expect.objectContaining({ outcome: 'NOT_STARTED', progress: null }),
    });
    expect(await database.row('Progress', progressKey(userId, openExercise.id))).toBeNull();
    expect(await boards()).toEqual([null, null, null]);
  });

  it('so is one without a start for an exercise that is also locked', async () => {
    const { data } = await trySubmit(url, token, lockedExercise.id, WRONG_HASH);
    expect(data).toMatchObject({ recordCompletion: { outcome: 'NOT_STARTED' } });
  });

  it('a challenge is 128 bits, issued once, and another one for everybody', async () => {
    const START_PERSONAL = operation(`mutation ($id: ID!) {
      startExercise(exerciseId: $id) { challenge variant version }
    }`);
    const begin = async () =>
      (await ask(url, { token }, START_PERSONAL, { id: openExercise.id })).startExercise!;
    const mine = await begin();
    expect(mine).toEqual({
      challenge: expect.stringMatching(/^[0-9a-f]{32}$/),
      variant: expect.any(Number),
      version: 1,
    });
    expect(mine.variant).toBeLessThan(openExercise.answers.hashes.length);
    expect(await begin()).toEqual(mine);
    ({ token } = await signIn(url, `neighbour-of-${people}`));
    expect((await begin()).challenge).not.toBe(mine.challenge);
  });

  it('a self-reported exercise has no challenge', async () => {
    expect(await givenStarted(url, token, selfReportedExercise.id)).toEqual({
      challenge: null,
      variant: null,
    });
  });

  it('the correct answer is in no response', async () => {
    const expected = await hash();
    const { data } = await send(
      url,
      { token },
      `{ exportMyData viewer { progress { items {
      exercise { id title bundle { url sha256 } } challenge variant version attempts startedAt
    } } } }`,
    );
    expect(JSON.stringify(data)).toContain('challenge');
    expect(JSON.stringify(data)).not.toContain(expected);
  });
});

describe('a new version of an exercise', () => {
  const id = openExercise.id;
  const publishVersion = async (version: number, hashes: readonly string[]) => {
    const exercise = { ...openExercise, version, answers: { hashes, isCurrent: true } };
    await publishCatalogue(
      client,
      tableNames,
      catalogue.map((each) => (each.id === id ? exercise : each)),
      { mayRemove: () => false, mayThaw: true },
    );
  };
  const versions = ['1', '2'].map((digit) => digit.repeat(64));
  const submitted = async (hash: string) => {
    const { data } = await trySubmit(url, token, id, hash);
    return (data as { recordCompletion: { outcome: string } }).recordCompletion.outcome;
  };
  const begin = async () => {
    const started = await ask(
      url,
      { token },
      operation(`mutation ($id: ID!) {
        startExercise(exerciseId: $id) { challenge version attempts startedAt completedAt }
      }`),
      { id },
    );
    return started.startExercise!;
  };
  afterEach(() => publishVersion(1, openExercise.answers.hashes));

  it('must be started by those who have only started the version before', async () => {
    await publishVersion(1, [versions[0]!]);
    const before = await begin();
    const old = personalHash(versions[0]!, before.challenge!);
    expect(await submitted(WRONG_HASH)).toBe('REJECTED');

    await publishVersion(2, [versions[1]!]);
    expect(await submitted(old)).toBe('NOT_STARTED');
    const after = await begin();
    expect(after).toEqual({
      ...before,
      version: 2,
      attempts: 1,
      challenge: expect.not.stringMatching(before.challenge!),
    });
    expect(await submitted(old)).toBe('REJECTED');
    expect(await submitted(personalHash(versions[1]!, after.challenge!))).toBe('COMPLETED');
  });

  it('cannot be started while its card is not published yet', async () => {
    await publishVersion(1, [versions[0]!]);
    await database.update('Answers', answersKey(id), { version: 2 });
    const { errors } = await send(url, { token }, START, { id });
    expect(errors).toMatchObject([{ errorType: 'Conflict', path: ['startExercise'] }]);
    expect(await database.row('Progress', progressKey(userId, id))).toBeNull();
    await publishVersion(2, [versions[1]!]);
    expect(await begin()).toMatchObject({ version: 2, attempts: 0 });
  });

  it('is the first one on a row that was written before there were versions', async () => {
    const row = { exerciseId: id, startedAt: '2026-01-01T00:00:00.000Z', attempts: 3 };
    await database.put('Progress', progressKey(userId, id), {
      ...row,
      completedAt: '2026-01-02T00:00:00.000Z',
    });
    const { data, errors } = await send(
      url,
      { token },
      `{ progress { items { version challenge attempts } } exportMyData }`,
    );
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({
      progress: { items: [{ version: 1, challenge: null, attempts: 3 }] },
    });
    await database.put('Progress', progressKey(userId, id), row);
    expect(await submitted(WRONG_HASH)).toBe('NOT_STARTED');
    expect(await begin()).toMatchObject({ version: 1, attempts: 3, startedAt: row.startedAt });
    expect(await submitted(WRONG_HASH)).toBe('REJECTED');
  });

  it('changes nothing for those who have completed the version before', async () => {
    await publishVersion(1, [versions[0]!]);
    const { challenge } = await begin();
    const right = personalHash(versions[0]!, challenge!);
    expect(await submitted(right)).toBe('COMPLETED');
    const row = await database.row('Progress', progressKey(userId, id));
    const standings = await boards();

    await publishVersion(2, [versions[1]!]);
    expect(await begin()).toMatchObject({ challenge, version: 1, attempts: 1 });
    expect(await submitted(right)).toBe('ALREADY_COMPLETED');
    expect(await database.row('Progress', progressKey(userId, id))).toEqual(row);
    expect(await boards()).toEqual(standings);
  });
});

describe('progress', () => {
  const MINE = operation(`query ($status: ProgressStatus) {
    progress(status: $status) { items { exercise { id } } nextToken }
    viewer { progress(status: $status) { items { exercise { id } } } }
  }`);

  it('lists started and completed exercises', async () => {
    const [done, begun] = catalogue.filter(({ prerequisites }) => prerequisites.length === 0);
    await answer(done!.id, rightHash(done!));
    await answer(begun!.id, WRONG_HASH);
    const ids = async (given: VariablesOf<typeof MINE> = {}) => {
      const { progress, viewer } = await ask(url, { token }, MINE, given);
      const listed = progress!.items.map(({ exercise }) => exercise!.id);
      expect(viewer!.progress!.items.map(({ exercise }) => exercise!.id)).toEqual(listed);
      return listed.sort();
    };
    expect(await ids()).toEqual([done!.id, begun!.id].sort());
    expect(await ids({ status: 'COMPLETED' })).toEqual([done!.id]);
    const selfReported = begun!.verification.kind === 'SELF_REPORTED';
    expect(await ids({ status: 'STARTED' })).toEqual(selfReported ? [] : [begun!.id]);
  });

  it('is paginated, with tokens that other fields refuse', async () => {
    const exercises = catalogue
      .filter(({ prerequisites }) => prerequisites.length === 0)
      .slice(0, 3);
    for (const exercise of exercises) await start(exercise.id);
    const first = await ask(
      url,
      { token },
      operation(`{ progress(limit: 2) { items { attempts } nextToken } }`),
    );
    const { items, nextToken } = first.progress!;
    expect(items).toHaveLength(2);
    const second = await ask(
      url,
      { token },
      operation(
        `query ($t: String) { progress(limit: 2, nextToken: $t) { items { attempts } nextToken } }`,
      ),
      { t: nextToken },
    );
    expect(second).toEqual({ progress: { items: [{ attempts: 0 }], nextToken: null } });
    const foreign = await send(
      url,
      { apiKey },
      operation(`query ($t: String) { exercises(nextToken: $t) { nextToken } }`),
      { t: nextToken },
    );
    expect(foreign.errors).toMatchObject([{ errorType: 'InvalidInput' }]);
  });
});
