import { util } from '@aws-appsync/utils';
import { VERIFICATION_HASH_PATTERN } from '../model/exercise';
import { boardPeriods } from '../model/period';
import type { Answer } from './lib/answer';
import type { CompletionStash } from './lib/completionStash';
import type { StashContext } from './lib/context';
import { checkExerciseId, exerciseResult } from './lib/exercise';
import { fail } from './lib/fail';
import { progressWith } from './lib/progress';
import type { Mutation, MutationRecordCompletionArgs } from './schema.types';

export function request(ctx: StashContext<MutationRecordCompletionArgs, CompletionStash>) {
  const { exerciseId, verificationHash } = ctx.args.input;
  checkExerciseId(exerciseId);
  if (!util.matches(VERIFICATION_HASH_PATTERN, verificationHash)) {
    fail(
      'InvalidInput',
      'verificationHash must be the 64 hexadecimal digits that verify.sh prints.',
    );
  }
  ctx.stash.now = util.time.nowEpochMilliSeconds();
  ctx.stash.submissionId = util.autoId();
  ctx.stash.periods = boardPeriods(ctx.stash.now);
  return {};
}

export function response(
  ctx: StashContext<MutationRecordCompletionArgs, CompletionStash>,
): Answer<Mutation['recordCompletion']> {
  const { outcome, progress, exercise, retryAfterSeconds, missingPrerequisites } = ctx.stash;
  if (!outcome) {
    fail('Conflict', 'Another of your submissions interfered. Nothing was written. Try again.');
  }
  const shown = exerciseResult(exercise);
  return {
    outcome,
    progress: progress ? progressWith(progress, shown) : null,
    exercise: shown,
    retryAfterSeconds: retryAfterSeconds ?? null,
    missingPrerequisites: missingPrerequisites ?? [],
  };
}
