import { runtime } from '@aws-appsync/utils';
import { rateLimitMs } from '../../model/progress';
import { acceptAnswer, acceptedProgress } from '../lib/acceptAnswer';
import type { CompletionStash, StartedCompletion } from '../lib/completionStash';
import type { StashContext } from '../lib/context';
import { failOnSourceError } from '../lib/fail';
import { isLostRace } from '../lib/lostRace';
import { rejectAnswer, rejectedProgress } from '../lib/rejectAnswer';
import { viewerOf } from '../lib/viewer';
import type { MutationRecordCompletionArgs, RecordCompletionInput } from '../schema.types';

/**
 * Judges the submission and writes the verdict, on condition that nothing has changed since the
 * load.
 */
export function request(ctx: StashContext<MutationRecordCompletionArgs, CompletionStash>) {
  if (ctx.stash.outcome) runtime.earlyReturn({}, { skipTo: 'END' });
  const completion = ctx.stash as StartedCompletion;
  const waitMs = rateLimitMs(completion.progress.wrongAnswersAt ?? [], ctx.stash.now);
  if (waitMs > 0) {
    ctx.stash.outcome = 'RATE_LIMITED';
    ctx.stash.retryAfterSeconds = Math.ceil(waitMs / 1000);
    runtime.earlyReturn({}, { skipTo: 'END' });
  }
  const { userId } = viewerOf(ctx.identity);
  return isRight(completion, ctx.args.input)
    ? acceptAnswer(completion, userId, ctx.args.input)
    : rejectAnswer(completion, userId);
}

export function response(ctx: StashContext<MutationRecordCompletionArgs, CompletionStash>) {
  // Load and try again. It may also be our own write, repeated because its response was lost.
  if (isLostRace(ctx.error)) return {};
  failOnSourceError(ctx.error);
  const completion = ctx.stash as StartedCompletion;
  if (isRight(completion, ctx.args.input)) {
    ctx.stash.outcome = 'COMPLETED';
    ctx.stash.progress = acceptedProgress(completion);
  } else {
    ctx.stash.outcome = 'REJECTED';
    ctx.stash.progress = rejectedProgress(completion);
  }
  return {};
}

function isRight(
  { exercise, progress }: StartedCompletion,
  { verificationHash }: RecordCompletionInput,
): boolean {
  return exercise.verification === 'SELF_REPORTED' || progress.expectedHash === verificationHash;
}
