import type { Answer } from './lib/answer';
import type { StashContext } from './lib/context';
import type { DeletionStash } from './lib/deletionStash';
import { audit } from './lib/audit';
import { startEnding } from './lib/endingSessions';
import { viewerOf } from './lib/viewer';
import type { Mutation, MutationDeleteAccountArgs } from './schema.types';

/**
 * Freezes the account, so that nothing is added to it. Then removes the work and its contributions,
 * ends the other sessions, and finally removes the profile and the current session. If a call does
 * not finish, every counter is still correct, and the next call continues.
 */
export function request(ctx: StashContext<MutationDeleteAccountArgs, DeletionStash>) {
  startEnding(ctx.stash, viewerOf(ctx.identity).tokenHash, true);
  return {};
}

export function response(
  ctx: StashContext<MutationDeleteAccountArgs, DeletionStash>,
): Answer<Mutation['deleteAccount']> {
  const { isRemoved, last } = ctx.stash;
  audit(isRemoved ? 'account_deleted' : 'account_deletion_unfinished', ctx.identity, last);
  return { done: isRemoved === true };
}
