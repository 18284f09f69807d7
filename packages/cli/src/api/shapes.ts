import * as z from 'zod/mini';
import { printable, printableLine } from '../output/printable';

/** Text of the server that a terminal can show. */
export const line = z.pipe(z.string(), z.transform(printableLine));

export const text = z.pipe(z.string(), z.transform(printable));

/** A time as ISO 8601 writes it. */
export const instant = z.string().check(
  z.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/),
  z.refine((text) => !Number.isNaN(Date.parse(text))),
);

/** The rule of the catalogue. An id is also the name of a folder. */
export const EXERCISE_ID = /^(?=.{3,40}$)[a-z0-9]+(-[a-z0-9]+)*$/;

export const exerciseId = z.string().check(z.regex(EXERCISE_ID));

export const sha256 = z.string().check(z.regex(/^[0-9a-f]{64}$/));

/** What `list` and `show` say about a lab. */
export const card = z.object({
  id: exerciseId,
  title: line,
  summary: line,
  difficulty: line,
  tags: z.array(line),
  points: z.int(),
  estimatedMinutes: z.int(),
  prerequisites: z.array(exerciseId),
  verification: line,
  version: z.int(),
});

export type Card = z.infer<typeof card>;

/** The fields of `card`. */
export const CARD =
  'id title summary difficulty tags points estimatedMinutes prerequisites verification version';

/** One page of a list. */
export const pageOf = <T>(item: z.ZodMiniType<T>) =>
  z.object({ items: z.array(item), nextToken: z.nullable(z.string()) });
