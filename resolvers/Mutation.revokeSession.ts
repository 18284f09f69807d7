import { util } from '@aws-appsync/utils';
import { SESSION_ID_PATTERN } from '../model/session';
import type { Answer } from './lib/answer';
import { audit } from './lib/audit';
import type { StashContext } from './lib/context';
import { startEnding, type EndingStash } from './lib/endingSessions';
import { fail } from './lib/fail';
import { viewerOf } from './lib/viewer';
import type { Mutation, MutationRevokeSessionArgs } from './schema.types';

export function request(ctx: StashContext<MutationRevokeSessionArgs, EndingStash>) {
  viewerOf(ctx.identity);
  if (!util.matches(SESSION_ID_PATTERN, ctx.args.id)) {
    fail('InvalidInput', 'id must be the id of a session from Viewer.sessions.');
  }
  startEnding(ctx.stash, ctx.args.id, false);
  return {};
}

export function response(
  ctx: StashContext<MutationRevokeSessionArgs, EndingStash>,
): Answer<Mutation['revokeSession']> {
  audit('session_revoked', ctx.identity, ctx.stash.last);
  return { sessionsEnded: ctx.stash.sessionsEnded, done: true };
}
