import type { Context } from '@aws-appsync/utils';
import { get } from '@aws-appsync/utils/dynamodb';
import type { Row } from '../../model/keys';
import { userKey, type UserItem } from '../../model/user';
import type { ExportedPage } from '../lib/exportedPage';
import { failOnSourceError } from '../lib/fail';
import { existingUser } from '../lib/user';
import { viewerOf } from '../lib/viewer';

/** Stashes the viewer's profile. */
export function request(ctx: Context<object, ExportedPage>) {
  return get<Row<UserItem>>({ key: userKey(viewerOf(ctx.identity).userId), consistentRead: true });
}

export function response(ctx: Context<object, ExportedPage, object, object, UserItem | null>) {
  failOnSourceError(ctx.error);
  ctx.stash.profile = existingUser(ctx.result);
  return {};
}
