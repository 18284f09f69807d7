import type { Context } from '@aws-appsync/utils';
import type { Account } from './lib/account';
import { audit } from './lib/audit';
import { startEnding } from './lib/endingSessions';
import { viewerOf } from './lib/viewer';
import type { MutationDeleteAccountArgs } from './schema.types';

/**
 * First the account is frozen, so that nobody adds to what is taken away; then the work goes with what it
 * counted for, and the other sessions; the profile and the session that asks go last. A call that does
 * not get to the end leaves every counter right, and the next one goes on.
 */
export function request(ctx: Context<MutationDeleteAccountArgs, Account>) {
  startEnding(ctx.stash, viewerOf(ctx.identity).tokenHash, true);
  return {};
}

export function response(ctx: Context<MutationDeleteAccountArgs, Account>) {
  const { isRemoved, last } = ctx.stash;
  audit(isRemoved ? 'account_deleted' : 'account_deletion_unfinished', ctx.identity, last);
  return { done: isRemoved === true };
}
