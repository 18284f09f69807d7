import { createHmac, randomBytes } from 'node:crypto';
import type { AnswersItem } from '../../model/answers';
import type { Challenge, ChallengeRequest } from '../../model/challenge';
import { sha256Hex } from './secret';

const CHALLENGE_BYTES = 16;

/** A new challenge for a person, with the variant that is assigned to them. */
export function newChallenge(answers: AnswersItem, request: ChallengeRequest): Challenge {
  const variant = variantFor(answers, request);
  const challenge = randomBytes(CHALLENGE_BYTES).toString('hex');
  return {
    version: answers.version,
    variant,
    challenge,
    expectedHash: personalHash(answers.hashes[variant]!, challenge),
  };
}

/** The hash that a person's `verify.sh` prints. `answer` in `catalogue/lab.sh` computes the same. */
export const personalHash = (hash: string, challenge: string): string =>
  sha256Hex(`${hash}:${challenge}`);

/**
 * A keyed hash of person and exercise, so that learners can neither choose nor predict a variant. The
 * key is the list of answers, which is secret and differs for every exercise.
 */
function variantFor({ hashes }: AnswersItem, { userId, exerciseId }: ChallengeRequest): number {
  const digest = createHmac('sha256', hashes.join()).update(`${exerciseId}:${userId}`).digest();
  return digest.readUInt32BE() % hashes.length;
}
