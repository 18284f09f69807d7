import { exercisePk } from './exercise';
import type { ItemKey } from './keys';
import { userPk } from './user';

/** One person's work on one lab. Row of `Progress`. */
export interface ProgressItem {
  exerciseId: string;
  startedAt: string;
  /** Set once, by the transaction that also counts it. */
  completedAt?: string;
  /** Answers submitted, wrong and right. */
  attempts: number;
  /** Epoch milliseconds of the latest wrong answers, oldest first; what the rate limit looks at. */
  wrongAnswersAt?: number[];
  /**
   * Ids of the submissions that the latest of these answers came with, oldest first: a submission whose
   * write committed and whose answer was lost recognizes its own write.
   */
  answerIds?: string[];
  verificationHash?: string;
  username?: string;
  avatarUrl?: string;
  points?: number;
  /** Set once, when the completion is announced to the subscribers. */
  publishedAt?: string;
  /** The request that set `publishedAt`. */
  announcedBy?: string;
}

/**
 * What the index of solvers holds beside the keys. Rows as small as that make a page of twenty one read
 * unit, and a write of anything else on the row none to the index.
 */
export const SOLVER_ATTRIBUTES = [
  'exerciseId',
  'completedAt',
  'attempts',
  'username',
  'avatarUrl',
  'points',
] as const satisfies readonly (keyof ProgressItem)[];

/** A row as that index holds it, where all are completed. */
export type SolverItem = Required<Pick<ProgressItem, (typeof SOLVER_ATTRIBUTES)[number]>>;

/** Who completed a lab, as everybody may see it; the rest of the row is theirs alone. */
export const solver = ({ username, avatarUrl, completedAt }: SolverItem) => ({
  username,
  avatarUrl,
  completedAt,
});

/** This many wrong answers to one lab are judged within any `WRONG_ANSWER_WINDOW_MS`; more must wait. */
export const WRONG_ANSWER_LIMIT = 10;
export const WRONG_ANSWER_WINDOW_MS = 60_000;

/** Sort-key prefix of a person's rows. */
export const PROGRESS_PREFIX = 'EXERCISE#';

export const progressKey = (userId: string, exerciseId: string): ItemKey => ({
  pk: userPk(userId),
  sk: exercisePk(exerciseId),
});

/** Index entry that orders a lab's solvers; only completed rows have it. */
export const solversIndex = (exerciseId: string, completedAt: string) => ({
  gsi1pk: exercisePk(exerciseId),
  gsi1sk: `COMPLETED#${completedAt}`,
});

/**
 * Milliseconds until another answer is judged; 0 when it is now.
 * @param wrongAnswersAt epoch milliseconds of the latest wrong answers, oldest first
 */
export function rateLimitMs(wrongAnswersAt: readonly number[], now: number): number {
  if (wrongAnswersAt.length < WRONG_ANSWER_LIMIT) return 0;
  const oldest = wrongAnswersAt[wrongAnswersAt.length - WRONG_ANSWER_LIMIT]!;
  return Math.max(0, oldest + WRONG_ANSWER_WINDOW_MS - now);
}

/** The moments, or the ids, to keep after one more wrong answer: no more than the limit, oldest first. */
export function withWrongAnswer<T>(latest: readonly T[], next: T): T[] {
  return [...latest, next].slice(-WRONG_ANSWER_LIMIT);
}
