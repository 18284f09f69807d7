import { runtime } from '@aws-appsync/utils';
import { rateLimitMs } from '../../model/progress';
import { acceptAnswer, acceptedProgress } from '../lib/acceptAnswer';
import type { CompletionStash } from '../lib/completionStash';
import type { StashContext } from '../lib/context';
import { failOnSourceError } from '../lib/fail';
import { isLostRace } from '../lib/lostRace';
import { rejectAnswer, rejectedProgress } from '../lib/rejectAnswer';
import { viewerOf } from '../lib/viewer';
import type { MutationRecordCompletionArgs } from '../schema.types';

/**
 * Judges the submission and writes the verdict, on condition that nothing has changed since the
 * load.
 */
export function request(ctx: StashContext<MutationRecordCompletionArgs, CompletionStash>) {
  if (ctx.stash.outcome) runtime.earlyReturn({}, { skipTo: 'END' });
  const waitMs = rateLimitMs(ctx.stash.progress?.wrongAnswersAt ?? [], ctx.stash.now);
  if (waitMs > 0) {
    ctx.stash.outcome = 'RATE_LIMITED';
    ctx.stash.retryAfterSeconds = Math.ceil(waitMs / 1000);
    runtime.earlyReturn({}, { skipTo: 'END' });
  }
  const { userId } = viewerOf(ctx.identity);
  return isRight(ctx)
    ? acceptAnswer(ctx.stash, userId, ctx.args.input)
    : rejectAnswer(ctx.stash, userId, ctx.args.input.exerciseId);
}

export function response(ctx: StashContext<MutationRecordCompletionArgs, CompletionStash>) {
  // Load and try again. It may also be our own write, repeated because its response was lost.
  if (isLostRace(ctx.error)) return {};
  failOnSourceError(ctx.error);
  if (isRight(ctx)) {
    ctx.stash.outcome = 'COMPLETED';
    ctx.stash.progress = acceptedProgress(ctx.stash);
  } else {
    ctx.stash.outcome = 'REJECTED';
    ctx.stash.progress = rejectedProgress(ctx.stash, ctx.args.input.exerciseId);
  }
  return {};
}

function isRight(ctx: StashContext<MutationRecordCompletionArgs, CompletionStash>): boolean {
  const { exercise } = ctx.stash;
  return (
    exercise.verification === 'SELF_REPORTED' ||
    exercise.verificationHash === ctx.args.input.verificationHash
  );
}
