import { runtime, type LambdaRequest } from '@aws-appsync/utils';
import type { Challenge, ChallengeRequest } from '../../model/challenge';
import type { StashContext } from '../lib/context';
import { fail, failOnSourceError } from '../lib/fail';
import type { StartStash } from '../lib/startStash';
import { viewerOf } from '../lib/viewer';
import type { MutationStartExerciseArgs } from '../schema.types';

/**
 * Stashes a new challenge, unless the exercise is started already or is self-reported. A Lambda
 * issues it, because resolvers have no cryptography. Nothing is stored yet.
 */
export function request(ctx: StashContext<MutationStartExerciseArgs, StartStash>): LambdaRequest {
  if (ctx.stash.progress) runtime.earlyReturn({}, { skipTo: 'END' });
  if (ctx.stash.exercise.verification === 'SELF_REPORTED') runtime.earlyReturn({});
  const payload: ChallengeRequest = {
    userId: viewerOf(ctx.identity).userId,
    exerciseId: ctx.args.exerciseId,
  };
  return { operation: 'Invoke', payload };
}

export function response(ctx: StashContext<MutationStartExerciseArgs, StartStash, Challenge>) {
  failOnSourceError(ctx.error);
  // The challenge must belong to the files that the learner is about to download.
  if (ctx.result.version !== ctx.stash.exercise.version) {
    fail('Conflict', 'A new version of this exercise is being published. Try again in a moment.');
  }
  ctx.stash.challenge = ctx.result;
  return {};
}
