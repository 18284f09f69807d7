import { isDeepStrictEqual } from 'node:util';
import { setTimeout } from 'node:timers/promises';

/** One look at numbers that may be changing. */
export interface Look<Difference> {
  /** Whether nothing moved while it was taken. */
  readonly isStill: boolean;
  /** Empty when everything is as it must be. */
  readonly differences: readonly Difference[];
}

export type Verdict<Difference> =
  | { readonly verdict: 'right' }
  | { readonly verdict: 'drift'; readonly differences: readonly Difference[] }
  | { readonly verdict: 'busy' };

const LOOKS = 3;

/**
 * Looks again at what seemed wrong: people go on completing labs while somebody reads, and an index is
 * a moment late. It is right when one look at numbers that stand still says so, a drift when each look
 * finds the same differences, and otherwise too busy to tell.
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
