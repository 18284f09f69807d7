import { get } from '@aws-appsync/utils/dynamodb';
import type { Row } from '../../model/keys';
import { userKey, type UserItem } from '../../model/user';
import type { StashContext } from '../lib/context';
import type { ExportStash } from '../lib/exportStash';
import { failOnSourceError } from '../lib/fail';
import { existingUser } from '../lib/user';
import { viewerOf } from '../lib/viewer';

/** Stashes the viewer's profile. */
export function request(ctx: StashContext<object, ExportStash>) {
  return get<Row<UserItem>>({ key: userKey(viewerOf(ctx.identity).userId), consistentRead: true });
}

export function response(ctx: StashContext<object, ExportStash, UserItem | null>) {
  failOnSourceError(ctx.error);
  ctx.stash.profile = existingUser(ctx.result);
  return {};
}
