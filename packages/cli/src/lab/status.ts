import { MyProgress, type ProgressRow } from '../api/operations';
import { everyPage } from '../api/pages';
import type { Card } from '../api/shapes';
import type { Connection } from '../api/connection';

/** What a learner can do about a lab: exactly one of these is true. */
export const STATUSES = ['ready', 'started', 'locked', 'completed'] as const;

export type Status = (typeof STATUSES)[number];

/** Reads the learner's starts and completions. */
export const readProgress = (connection: Connection): Promise<ProgressRow[]> =>
  everyPage(async (nextToken) => {
    const { progress } = await connection.asViewer(MyProgress, { nextToken });
    return progress;
  });

/** The learner's relation to each lab. */
export class Standing {
  readonly #completed: ReadonlySet<string>;
  /** In their current versions. */
  readonly #started: ReadonlySet<string>;

  constructor(rows: readonly ProgressRow[]) {
    const idsOf = (some: readonly ProgressRow[]) =>
      new Set(some.flatMap(({ exercise }) => exercise?.id ?? []));
    this.#started = idsOf(rows.filter(({ exercise, version }) => exercise?.version === version));
    this.#completed = idsOf(rows.filter(({ completedAt }) => completedAt !== null));
  }

  /** Whether the learner has completed a lab, in any version. */
  hasCompleted(id: string): boolean {
    return this.#completed.has(id);
  }

  /** What the learner must complete before a lab. */
  missing({ prerequisites }: Pick<Card, 'prerequisites'>): string[] {
    return prerequisites.filter((id) => !this.#completed.has(id));
  }

  statusOf(card: Pick<Card, 'id' | 'prerequisites'>): Status {
    if (this.#completed.has(card.id)) return 'completed';
    if (this.missing(card).length > 0) return 'locked';
    return this.#started.has(card.id) ? 'started' : 'ready';
  }
}
