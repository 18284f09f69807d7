import { isDeepStrictEqual } from 'node:util';
import { setTimeout } from 'node:timers/promises';

/** One read of numbers that may be changing. */
export interface Look<Difference> {
  /** Whether nothing changed during the read. */
  readonly isStill: boolean;
  /** Empty if everything is correct. */
  readonly differences: readonly Difference[];
}

export type Verdict<Difference> =
  | { readonly verdict: 'right' }
  | { readonly verdict: 'drift'; readonly differences: readonly Difference[] }
  | { readonly verdict: 'busy' };

const LOOKS = 3;

/**
 * Repeats the reads of numbers that seem wrong: people complete exercises in the meantime, and
 * indexes are eventually consistent. The numbers are correct if one undisturbed read shows no
 * difference. They are drift if every read shows the same differences, and otherwise changed too
 * often to compare.
 */
export async function settle<Difference>(
  look: () => Promise<Look<Difference>>,
  waitMs: number,
): Promise<Verdict<Difference>> {
  const looks: Look<Difference>[] = [];
  while (looks.length < LOOKS) {
    if (looks.length > 0) await setTimeout(waitMs);
    const seen = await look();
    if (seen.isStill && seen.differences.length === 0) return { verdict: 'right' };
    looks.push(seen);
  }
  const [first, ...others] = looks;
  const isSame = others.every(({ differences }) =>
    isDeepStrictEqual(differences, first!.differences),
  );
  return isSame && looks.every(({ isStill }) => isStill)
    ? { verdict: 'drift', differences: first!.differences }
    : { verdict: 'busy' };
}
