import { z } from 'zod';
import { VARIANTS_MAX } from '../model/answers';
import {
  EXERCISE_ID_PATTERN,
  MAX_PREREQUISITES,
  VERIFICATION_HASH_PATTERN,
} from '../model/exercise';
import { isVisible } from './text';

/** Maximum points of an exercise. */
export const POINTS_MAX = 100;

/**
 * Maximum size of a card's text, in bytes of UTF-8. A page of a hundred cards can be read with the
 * public key, so its cost must be bounded.
 */
export const CARD_TEXT_BYTES_MAX = 480;

/**
 * Maximum size of instructions, in bytes of UTF-8: including their key, reading them costs half a
 * unit.
 */
export const INSTRUCTIONS_BYTES_MAX = 4_000;

const idPattern = new RegExp(EXERCISE_ID_PATTERN);
const hashPattern = new RegExp(VERIFICATION_HASH_PATTERN);

/** Reports the same rule for every invalid value. A missing value is reported as such. */
const says = (rule: string) => ({
  error: (issue: { input?: unknown }) => (issue.input === undefined ? 'is missing' : rule),
});

const text = (longest: number) => {
  const rule = says(`must be one line of 1 to ${longest} characters`);
  return z
    .string(rule)
    .regex(new RegExp(`^\\S(.{0,${longest - 2}}\\S)?$`, 'u'), rule)
    .refine(isVisible, 'must not have invisible characters');
};

const integer = (least: number, most: number) => {
  const rule = says(`must be a whole number from ${least} to ${most}`);
  return z.int(rule).min(least, rule).max(most, rule);
};

const list = (least: number, most: number, entry: RegExp, kind: string) => {
  const rule = says(`must be a list of ${least} to ${most} unique ${kind}`);
  return z
    .array(z.string(rule).regex(entry, rule), rule)
    .min(least, rule)
    .max(most, rule)
    .refine((entries) => new Set(entries).size === entries.length, rule);
};

const name = says('must be 3 to 40 lowercase letters, digits and single hyphens');
const level = says('must be BEGINNER, INTERMEDIATE or ADVANCED');
const hash = says('must be 64 lowercase hexadecimal digits');

const fields = {
  id: z.string(name).regex(idPattern, name),
  title: text(60),
  summary: text(140),
  difficulty: z.enum(['BEGINNER', 'INTERMEDIATE', 'ADVANCED'], level),
  tags: list(1, 5, /^[a-z0-9]+(-[a-z0-9]+)*$/, 'lowercase words'),
  version: integer(1, 999).default(1),
  points: integer(0, POINTS_MAX),
  estimatedMinutes: integer(1, 240),
  // The catalogue is sorted as text, in which a position has six digits.
  position: integer(0, 999_999),
  prerequisites: list(0, MAX_PREREQUISITES, idPattern, 'exercise ids'),
  verification: z.discriminatedUnion(
    'kind',
    [
      z.strictObject({
        kind: z.literal('ANSWER'),
        /** The answer of the first variant. */
        hash: z.string(hash).regex(hashPattern, hash),
        variants: integer(1, VARIANTS_MAX).default(1),
      }),
      z.strictObject({ kind: z.literal('SELF_REPORTED') }),
    ],
    {
      error: ({ input, code }) => {
        if (input === undefined) return 'is missing';
        return code === 'invalid_union' ? 'must be ANSWER or SELF_REPORTED' : 'must be a mapping';
      },
    },
  ),
};

const reward = z.object({ points: fields.points, verification: fields.verification });
const words = z.object({ title: fields.title, summary: fields.summary, tags: fields.tags });

/** The text that `search` matches. */
export const searchText = ({ title, summary }: { title: string; summary: string }): string =>
  `${title} ${summary}`.toLowerCase();

const textBytes = (card: z.infer<typeof words>): number =>
  [card.title, card.summary, ...card.tags, searchText(card)].reduce(
    (sum, each) => sum + Buffer.byteLength(each),
    0,
  );

/** The contents of exercise.yml: exactly these fields. */
export const cardSchema = z
  .strictObject(fields, says('must be a mapping of fields'))
  .refine((card) => (card.points === 0) === (card.verification.kind === 'SELF_REPORTED'), {
    path: ['points'],
    error: 'must be 0 for SELF_REPORTED, and at least 1 for ANSWER',
    when: ({ value }) => reward.safeParse(value).success,
  })
  .refine((card) => textBytes(card) <= CARD_TEXT_BYTES_MAX, {
    error:
      'title, summary and tags are too long: shorten them to at most ' +
      `${CARD_TEXT_BYTES_MAX} bytes in total, with title and summary counted twice`,
    when: ({ value }) => words.safeParse(value).success,
  });

export type Card = z.infer<typeof cardSchema>;
