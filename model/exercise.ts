import type { ItemKey } from './keys';

/** How a submission is judged: `ANSWER` compares hashes, `SELF_REPORTED` trusts the learner. */
export type Verification = 'ANSWER' | 'SELF_REPORTED';

export type Difficulty = 'BEGINNER' | 'INTERMEDIATE' | 'ADVANCED';

/** The card of an exercise. The `META` row of `Exercises`; the instructions are a separate row. */
export interface ExerciseItem {
  id: string;
  title: string;
  summary: string;
  difficulty: Difficulty;
  tags: string[];
  /** Points that a completion earns. 0 if self-reported. */
  points: number;
  estimatedMinutes: number;
  /** Ids of the exercises that must be completed first. */
  prerequisites: string[];
  verification: Verification;
  /** Starts at 1. A published version is frozen: its answers, points and verification stay. */
  version: number;
  /** Absent until the exercise is published with one. */
  bundle?: BundleItem;
  /** Title and summary in lowercase, for `search`. */
  searchText: string;
}

/** The archive that learners download. Its address ends in its hash. */
export interface BundleItem {
  /** SHA-256 of the archive in lowercase hex. */
  sha256: string;
  bytes: number;
}

/** The last segment of a bundle's address, and of its key in the bucket. */
export const bundleName = (sha256: string): string => `${sha256}.tar.gz`;

/** The instructions of an exercise. The `CONTENT` row. */
export interface ContentItem {
  instructions: string;
}

/** Pattern of an id, which Java and JavaScript interpret in the same way. */
export const EXERCISE_ID_PATTERN = '^(?=.{3,40}$)[a-z0-9]+(-[a-z0-9]+)*$';

/** The error message for an id of any other form. */
export const EXERCISE_ID_RULE = 'An exercise id has 3 to 40 lowercase letters, digits and hyphens.';

/** Pattern of the hash that `verify.sh` prints: SHA-256 in lowercase hex. */
export const VERIFICATION_HASH_PATTERN = '^[0-9a-f]{64}$';

/**
 * Maximum number of direct prerequisites, set by the read budget of a completion. A chain can
 * express more.
 */
export const MAX_PREREQUISITES = 2;

/**
 * Counters are spread over this many items, so that a popular exercise does not create a hot item.
 */
export const STATS_SHARDS = 8;

export const exercisePk = (id: string): string => `EXERCISE#${id}`;

export const exerciseKey = (id: string): ItemKey => ({ pk: exercisePk(id), sk: 'META' });

export const contentKey = (id: string): ItemKey => ({ pk: exercisePk(id), sk: 'CONTENT' });

export const STATS_PREFIX = 'STATS#';

/** The counters of an exercise, or one shard of them. */
export interface StatsItem {
  completions: number;
  attempts: number;
}

export const sumOfShards = (shards: StatsItem[]): StatsItem => ({
  completions: shards.reduce((sum, shard) => sum + shard.completions, 0),
  attempts: shards.reduce((sum, shard) => sum + shard.attempts, 0),
});

export const statsKey = (id: string, shard: number): ItemKey => ({
  pk: exercisePk(id),
  sk: `${STATS_PREFIX}${shard}`,
});

/** The tags of the catalogue, in alphabetical order. A single row of `Exercises`. */
export interface TagsItem {
  tags: { tag: string; exercises: number }[];
}

export const tagsKey: ItemKey = { pk: 'TAGS', sk: 'TAGS' };

/** The index partition that holds all exercises in catalogue order. */
export const CATALOG = 'CATALOG';

export const catalogIndex = (position: number, id: string) => ({
  gsi1pk: CATALOG,
  gsi1sk: `${`000000${position}`.slice(-6)}#${id}`,
});
