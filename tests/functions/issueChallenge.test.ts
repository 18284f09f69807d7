import { execFileSync } from 'node:child_process';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { limitConcurrency } from '../../local/concurrency';
import { tableNames } from '../../local/config';
import { answersKey, VARIANTS_MAX } from '../../model/answers';
import type { Challenge } from '../../model/challenge';
import { startTables } from './world';

const EXERCISE = 'recover-a-lost-commit';
const VARIANTS = 32;

/** Different hashes, one per variant. */
const hashesOf = (seed: number, count = VARIANTS): string[] =>
  Array.from({ length: count }, (_, i) => (seed * 1_000 + i).toString(16).padStart(64, '0'));

const people = Array.from({ length: 1_000 }, (_, i) => String(9_000 + i));

describe('IssueChallenge', () => {
  let tables: Awaited<ReturnType<typeof startTables>>;
  let issue: (userId: string, exerciseId?: string) => Promise<Challenge>;
  let personalHash: (hash: string, challenge: string) => string;

  beforeAll(async () => {
    tables = await startTables();
    const { handler } = await import('../../functions/issueChallenge');
    ({ personalHash } = await import('../../functions/lib/challenge'));
    issue = (userId, exerciseId = EXERCISE) => handler({ userId, exerciseId });
    await givenAnswers(EXERCISE, hashesOf(1));
  });
  afterAll(() => tables.stop());

  const givenAnswers = (exerciseId: string, hashes: readonly string[], version = 1) =>
    tables.documents.send(
      new PutCommand({
        TableName: tableNames.Answers,
        Item: { ...answersKey(exerciseId), version, hashes },
      }),
    );

  /** A few at a time, because each call has a deadline. */
  const variantsOf = async (ids: readonly string[], exerciseId = EXERCISE): Promise<number[]> =>
    Promise.all(ids.map(limitConcurrency(10, async (id) => (await issue(id, exerciseId)).variant)));

  /** How many of the same people have the same variant in two lists. */
  const equalIn = (a: readonly number[], b: readonly number[]): number =>
    a.filter((variant, i) => variant === b[i]).length;

  it('issues 32 hexadecimal digits, which are different each time', async () => {
    const issued = await Promise.all(Array.from({ length: 100 }, () => issue('7')));
    for (const { challenge } of issued) expect(challenge).toMatch(/^[0-9a-f]{32}$/);
    expect(new Set(issued.map(({ challenge }) => challenge)).size).toBe(100);
  });

  it('returns the version of the answers, and nothing but the challenge and its answer', async () => {
    await givenAnswers('in-its-third-version', hashesOf(2), 3);
    expect(await issue('7', 'in-its-third-version')).toEqual({
      version: 3,
      variant: expect.any(Number) as number,
      challenge: expect.any(String) as string,
      expectedHash: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
    });
  });

  it("expects the hash of the person's variant, together with the challenge", async () => {
    for (const id of people.slice(0, 50)) {
      const { variant, challenge, expectedHash } = await issue(id);
      expect(expectedHash).toBe(personalHash(hashesOf(1)[variant]!, challenge));
    }
  });

  it('expects the hash that a shell computes', () => {
    const [hash = ''] = hashesOf(1);
    const challenge = '0123456789abcdef'.repeat(2);
    const script = `printf '%s:%s' "$1" "$2" | openssl dgst -sha256 -r | cut -c 1-64`;
    const printed = execFileSync('bash', ['-c', script, 'bash', hash, challenge]);
    expect(personalHash(hash, challenge)).toBe(String(printed).trim());
  });

  it('stores nothing', async () => {
    const before = await tables.items('Answers');
    await issue('7');
    expect(await tables.items('Answers')).toEqual(before);
    expect(await tables.items('Progress')).toEqual([]);
  });

  describe('the variant', () => {
    it('is the same each time for the same person', async () => {
      const once = await variantsOf(people.slice(0, 100));
      expect(await variantsOf(people.slice(0, 100))).toEqual(once);
    });

    it('is spread evenly over all variants', async () => {
      const variants = await variantsOf(people);
      const counts = Array.from(
        { length: VARIANTS },
        (_, variant) => variants.filter((each) => each === variant).length,
      );
      const mean = people.length / VARIANTS;
      const chiSquared = counts.reduce((sum, count) => sum + (count - mean) ** 2 / mean, 0);
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(people.length);
      expect(Math.min(...counts)).toBeGreaterThan(0);
      // With 31 degrees of freedom, one in a thousand keys exceeds this. The keys are fixed here.
      expect(chiSquared).toBeLessThan(61.1);
    });

    it('is another one, for most people, with other answers', async () => {
      await givenAnswers('with-other-answers', hashesOf(1));
      const before = await variantsOf(people, 'with-other-answers');
      await givenAnswers('with-other-answers', hashesOf(1).with(31, 'f'.repeat(64)));
      const after = await variantsOf(people, 'with-other-answers');
      // By chance, one in 32 is the same.
      expect(equalIn(before, after)).toBeLessThan((2 * people.length) / VARIANTS);
    });

    it('is another one, for most people, in another exercise with the same answers', async () => {
      await givenAnswers('another-exercise', hashesOf(1));
      const own = await variantsOf(people);
      const other = await variantsOf(people, 'another-exercise');
      expect(equalIn(own, other)).toBeLessThan((2 * people.length) / VARIANTS);
    });

    it('is the first one if there is only one', async () => {
      await givenAnswers('with-one-variant', hashesOf(3, 1));
      expect(new Set(await variantsOf(people.slice(0, 100), 'with-one-variant'))).toEqual(
        new Set([0]),
      );
    });

    it('can be any of the maximum number', async () => {
      await givenAnswers('with-many-variants', hashesOf(4, VARIANTS_MAX));
      const variants = await variantsOf(people, 'with-many-variants');
      expect(new Set(variants).size).toBe(VARIANTS_MAX);
    });
  });

  it('throws if the exercise has no answers', async () => {
    await expect(issue('7', 'self-reported')).rejects.toThrow(
      'The exercise self-reported has no answers.',
    );
  });
});
