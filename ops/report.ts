import type { Announcements } from './announce';
import type { Drift } from './differences';
import type { Reconciliation } from './reconcile';

/** The output for operators: one line for each problem, and a summary line. */
export function report({
  completions,
  exercises,
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
    ...busy.map((what) => `busy: ${what} changed on every read; try again`),
    `${completions} completions of ${people} people, ${exercises} exercises, ${boards} boards: ` +
      `${drifts.length} drifts, ${unrepaired} of them not repaired, ${pending.length} pending, ${busy.length} busy`,
  ].join('\n');
}

/**
 * 0 if everything is correct or was repaired; 2 if drift or pending people remain, or if something
 * changed too often to compare.
 */
export const exitCode = ({ drifts, pending, arePendingCounted, busy }: Reconciliation): number =>
  drifts.every(({ isRepaired }) => isRepaired) &&
  (pending.length === 0 || arePendingCounted) &&
  busy.length === 0
    ? 0
    : 2;

export const announcementReport = ({ announced, notNews, failed, left }: Announcements): string =>
  `announced: ${announced}, already announced: ${notNews}, failed: ${failed}, not attempted: ${left}`;

/** Whether any completion has yet to be announced. */
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
    case 'name':
      return `user ${drift.userId} is listed under another name: ${numbers} rows`;
    case 'former tree':
      return `former rank tree of ${drift.period}: ${numbers} rows`;
  }
}
