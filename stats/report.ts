import type { Announcements } from './announce';
import type { Drift } from './differences';
import type { Reconciliation } from './reconcile';

/** What an operator reads: a line for everything that is not as it must be, and one for the whole. */
export function report({
  completions,
  labs,
  people,
  boards,
  drifts,
  pending,
  arePendingCounted,
  busy,
}: Reconciliation): string {
  const unrepaired = drifts.filter(({ isRepaired }) => !isRepaired).length;
  return [
    ...drifts.map((drift) => `${drift.isRepaired ? 'repaired' : 'drift'}: ${line(drift)}`),
    ...pending.map(({ period, userId }) =>
      arePendingCounted
        ? `counted: user ${userId} on ${period}`
        : `pending: user ${userId} is not ranked on ${period} yet`,
    ),
    ...busy.map((what) => `busy: ${what} changed at every look; try again`),
    `${completions} completions of ${people} people, ${labs} labs, ${boards} boards: ` +
      `${drifts.length} drifts, ${unrepaired} of them not repaired, ${pending.length} pending, ${busy.length} busy`,
  ].join('\n');
}

/**
 * 0 when everything is as it must be, or was repaired; 2 when a drift, or somebody pending, is left, or
 * something was too busy to tell.
 */
export const exitCode = ({ drifts, pending, arePendingCounted, busy }: Reconciliation): number =>
  drifts.every(({ isRepaired }) => isRepaired) &&
  (pending.length === 0 || arePendingCounted) &&
  busy.length === 0
    ? 0
    : 2;

export const announcementReport = ({ announced, notNews, failed, left }: Announcements): string =>
  `announced: ${announced}, no news: ${notNews}, failed: ${failed}, not tried: ${left}`;

/** Whether something is left to announce. */
export const hasFailed = ({ failed, left }: Announcements): boolean => failed > 0 || left > 0;

function line(drift: Drift): string {
  const { found, expected } = drift;
  const numbers = `${JSON.stringify(found) ?? 'nothing'}, expected ${JSON.stringify(expected) ?? 'nothing'}`;
  switch (drift.kind) {
    case 'counters':
      return `counters of ${drift.exerciseId}: ${numbers}`;
    case 'standing':
      return `user ${drift.userId} on ${drift.period}: ${numbers}`;
    case 'tree':
      return `ranks of ${drift.period}, ${drift.node} ${drift.counter}: ${numbers}`;
    case 'orphan':
      return `user ${drift.userId} has no account: ${numbers} rows`;
    case 'former tree':
      return `ranks of ${drift.period} as they were kept before: ${numbers} rows`;
  }
}
