import type { Exercise } from '../../catalogue/read';

/** The answer of an exercise that is given no other. */
export const GIVEN_HASH = 'a'.repeat(64);

/** An exercise without files, for a test that publishes its own catalogue. */
export function givenExercise(fields: Partial<Exercise> & Pick<Exercise, 'id'>): Exercise {
  const { verification = { kind: 'ANSWER', hash: GIVEN_HASH, variants: 1 } } = fields;
  return {
    title: fields.id,
    summary: 'One of many.',
    difficulty: 'BEGINNER',
    tags: ['many'],
    version: 1,
    points: 10,
    estimatedMinutes: 5,
    position: 0,
    prerequisites: [],
    instructions: '# Do it\n',
    bundle: { archive: Buffer.from(fields.id), sha256: 'b'.repeat(64) },
    answers: {
      hashes: verification.kind === 'ANSWER' ? [verification.hash] : [],
      isCurrent: true,
    },
    ...fields,
    verification,
  };
}
