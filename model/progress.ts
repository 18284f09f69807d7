import { exercisePk, type ExerciseItem } from './exercise';
import type { ItemKey } from './keys';
import { userPk } from './user';

/** A person's progress on one exercise. Row of `Progress`. */
export interface ProgressItem {
  exerciseId: string;
  startedAt: string;
  /** Set once, by the transaction that also counts the completion. */
  completedAt?: string;
  /** The version of the exercise that was started last. Absent if it was started before there were any. */
  version?: number;
  /** The person's challenge and variant. Absent if the exercise is self-reported. */
  challenge?: string;
  variant?: number;
  /** The correct answer of this person, until it is given. Part of no GraphQL type. */
  expectedHash?: string;
  /** Number of submissions, correct and incorrect. */
  attempts: number;
  /**
   * Epoch milliseconds of the latest incorrect submissions, oldest first. The rate limit uses them.
   */
  wrongAnswersAt?: number[];
  /**
   * Ids of the latest of these submissions, oldest first. If the response to a committed write is
   * lost, the submission recognizes its own write by this id.
   */
  answerIds?: string[];
  verificationHash?: string;
  username?: string;
  avatarUrl?: string;
  points?: number;
  /** Set once, when the completion is announced to subscribers. */
  publishedAt?: string;
  /** The request that set `publishedAt`. */
  announcedBy?: string;
}

/**
 * Attributes that the index of solvers contains besides the keys. Rows this small make a page of
 * twenty cost one read unit, and writes of other attributes cost no write unit in the index.
 */
export const SOLVER_ATTRIBUTES = [
  'exerciseId',
  'completedAt',
  'attempts',
  'username',
  'avatarUrl',
  'points',
] as const satisfies readonly (keyof ProgressItem)[];

/** A row of that index. Only completed rows are in it. */
export type SolverItem = Required<Pick<ProgressItem, (typeof SOLVER_ATTRIBUTES)[number]>>;

/** The public data about a solver. Only the solver can see the rest of the row. */
export const solver = ({ username, avatarUrl, completedAt }: SolverItem) => ({
  username,
  avatarUrl,
  completedAt,
});

/**
 * Maximum number of incorrect submissions for one exercise that are judged within any
 * `WRONG_ANSWER_WINDOW_MS`. Further submissions must wait.
 */
export const WRONG_ANSWER_LIMIT = 10;
export const WRONG_ANSWER_WINDOW_MS = 60_000;

/**
 * Whether a person can submit answers: they have started the current version of the exercise, or
 * completed any version.
 */
export const isStarted = (
  { completedAt, version }: Pick<ProgressItem, 'completedAt' | 'version'>,
  exercise: Pick<ExerciseItem, 'version'>,
): boolean => (completedAt ? true : version === exercise.version);

/** Sort-key prefix of a person's rows. */
export const PROGRESS_PREFIX = 'EXERCISE#';

export const progressKey = (userId: string, exerciseId: string): ItemKey => ({
  pk: userPk(userId),
  sk: exercisePk(exerciseId),
});

/** Index entry that orders an exercise's solvers. Only completed rows have it. */
export const solversIndex = (exerciseId: string, completedAt: string) => ({
  gsi1pk: exercisePk(exerciseId),
  gsi1sk: `COMPLETED#${completedAt}`,
});

/**
 * Milliseconds until another submission is judged, or 0 if it can be judged now.
 * @param wrongAnswersAt epoch milliseconds of the latest incorrect submissions, oldest first
 */
export function rateLimitMs(wrongAnswersAt: readonly number[], now: number): number {
  if (wrongAnswersAt.length < WRONG_ANSWER_LIMIT) return 0;
  const oldest = wrongAnswersAt[wrongAnswersAt.length - WRONG_ANSWER_LIMIT]!;
  return Math.max(0, oldest + WRONG_ANSWER_WINDOW_MS - now);
}

/**
 * Appends the time or id of an incorrect submission. Retains the latest up to the limit, oldest
 * first.
 */
export function withWrongAnswer<T>(latest: readonly T[], next: T): T[] {
  return [...latest, next].slice(-WRONG_ANSWER_LIMIT);
}
