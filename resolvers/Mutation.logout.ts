import type { Context } from '@aws-appsync/utils';
import { startEnding, type EndingSessions } from './lib/endingSessions';
import { viewerOf } from './lib/viewer';
import type { MutationLogoutArgs } from './schema.types';

export function request(ctx: Context<MutationLogoutArgs, EndingSessions>) {
  const { tokenHash } = viewerOf(ctx.identity);
  startEnding(ctx.stash, tokenHash, ctx.args.everywhere ?? false);
  return {};
}

export function response(ctx: Context<MutationLogoutArgs, EndingSessions>) {
  return { sessionsEnded: ctx.stash.sessionsEnded, done: ctx.stash.isDone === true };
}
