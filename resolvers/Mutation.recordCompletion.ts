import { util, type Context } from '@aws-appsync/utils';
import { VERIFICATION_HASH_PATTERN } from '../model/exercise';
import { boardPeriods } from '../model/period';
import type { Answer } from './lib/answer';
import type { Completion } from './lib/completion';
import { checkExerciseId, exerciseCard } from './lib/exercise';
import { fail } from './lib/fail';
import { progressWith } from './lib/progress';
import type { Mutation, MutationRecordCompletionArgs } from './schema.types';

export function request(ctx: Context<MutationRecordCompletionArgs, Completion>) {
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
  ctx: Context<MutationRecordCompletionArgs, Completion>,
): Answer<Mutation['recordCompletion']> {
  const { outcome, progress, exercise, retryAfterSeconds } = ctx.stash;
  if (!outcome) {
    fail('Conflict', 'Other submissions of yours interfered. Nothing was written. Try again.');
  }
  const card = exerciseCard(exercise);
  return {
    outcome,
    progress: progress ? progressWith(progress, card) : null,
    exercise: card,
    retryAfterSeconds: retryAfterSeconds ?? null,
  };
}
