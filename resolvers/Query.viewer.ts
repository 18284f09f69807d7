import { get } from '@aws-appsync/utils/dynamodb';
import type { Row } from '../model/keys';
import { userKey, type UserItem } from '../model/user';
import type { Answer } from './lib/answer';
import type { FieldContext } from './lib/context';
import { failOnSourceError } from './lib/fail';
import { existingUser } from './lib/user';
import { viewerOf } from './lib/viewer';
import type { Query } from './schema.types';

export function request(ctx: FieldContext) {
  return get<Row<UserItem>>({ key: userKey(viewerOf(ctx.identity).userId) });
}

export function response(
  ctx: FieldContext<object, object, UserItem | null>,
): Answer<Query['viewer']> {
  failOnSourceError(ctx.error);
  const user = existingUser(ctx.result);
  return {
    id: viewerOf(ctx.identity).userId,
    username: user.username,
    email: user.email ?? null,
    avatarUrl: user.avatarUrl,
    createdAt: user.createdAt,
    lastLoginAt: user.lastLoginAt,
  };
}
