import type { Context } from '@aws-appsync/utils';
import { fail } from './lib/fail';
import type { EndingSessions } from './lib/endingSessions';
import { viewerOf } from './lib/viewer';
import type { MutationLogoutArgs } from './schema.types';

export function request(ctx: Context<MutationLogoutArgs, EndingSessions>) {
  viewerOf(ctx.identity);
  ctx.stash.sessionsEnded = 0;
  ctx.stash.others = [];
  ctx.stash.isEverywhere = ctx.args.everywhere ?? false;
  return {};
}

export function response(ctx: Context<MutationLogoutArgs, EndingSessions>) {
  if (ctx.stash.hasMore) {
    fail('Conflict', 'Not all sessions could be ended, and this one is still open. Call again.');
  }
  return { sessionsEnded: ctx.stash.sessionsEnded };
}
