import type { Answer } from './lib/answer';
import { audit, type AuditEvent } from './lib/audit';
import type { StashContext } from './lib/context';
import { startEnding, type EndingStash } from './lib/endingSessions';
import { viewerOf } from './lib/viewer';
import type { Mutation, MutationLogoutArgs } from './schema.types';

export function request(ctx: StashContext<MutationLogoutArgs, EndingStash>) {
  const { tokenHash } = viewerOf(ctx.identity);
  startEnding(ctx.stash, tokenHash, ctx.args.everywhere ?? false);
  return {};
}

export function response(
  ctx: StashContext<MutationLogoutArgs, EndingStash>,
): Answer<Mutation['logout']> {
  const { last, sessionsEnded } = ctx.stash;
  audit(eventOf(ctx.stash), ctx.identity, last);
  return { sessionsEnded, done: ctx.stash.isDone === true };
}

function eventOf({ isEverywhere, isDone }: EndingStash): AuditEvent {
  if (!isEverywhere) return 'signed_out';
  return isDone ? 'signed_out_everywhere' : 'sign_out_unfinished';
}
