import type { Context } from '@aws-appsync/utils';
import type { Answer } from './lib/answer';
import type { Account } from './lib/account';
import { audit } from './lib/audit';
import { startEnding } from './lib/endingSessions';
import { viewerOf } from './lib/viewer';
import type { Mutation, MutationDeleteAccountArgs } from './schema.types';

/**
 * Freezes the account, so that nothing is added to it. Then removes the work and its contributions,
 * ends the other sessions, and finally removes the profile and the current session. If a call does
 * not finish, every counter is still right, and the next call continues.
 */
export function request(ctx: Context<MutationDeleteAccountArgs, Account>) {
  startEnding(ctx.stash, viewerOf(ctx.identity).tokenHash, true);
  return {};
}

export function response(
  ctx: Context<MutationDeleteAccountArgs, Account>,
): Answer<Mutation['deleteAccount']> {
  const { isRemoved, last } = ctx.stash;
  audit(isRemoved ? 'account_deleted' : 'account_deletion_unfinished', ctx.identity, last);
  return { done: isRemoved === true };
}
