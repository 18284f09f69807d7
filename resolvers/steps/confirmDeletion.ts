import { get } from '@aws-appsync/utils/dynamodb';
import type { Row } from '../../model/keys';
import { userKey, type UserItem } from '../../model/user';
import type { FieldContext, StashContext } from '../lib/context';
import type { DeletionStash } from '../lib/deletionStash';
import { fail, failOnSourceError } from '../lib/fail';
import { existingUser } from '../lib/user';
import { viewerOf } from '../lib/viewer';
import type { MutationDeleteAccountArgs } from '../schema.types';

/** Ends the resolver as `InvalidInput` unless the viewer confirmed with their own username. */
export function request(ctx: FieldContext<MutationDeleteAccountArgs>) {
  return get<Row<UserItem>>({ key: userKey(viewerOf(ctx.identity).userId), consistentRead: true });
}

export function response(
  ctx: StashContext<MutationDeleteAccountArgs, DeletionStash, UserItem | null>,
) {
  failOnSourceError(ctx.error);
  const profile = existingUser(ctx.result);
  if (ctx.args.confirm !== profile.username) {
    fail('InvalidInput', 'confirm must be your username. Nothing was deleted.');
  }
  ctx.stash.createdAt = profile.createdAt;
  return {};
}
