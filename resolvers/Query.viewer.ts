import type { Context } from '@aws-appsync/utils';
import { get } from '@aws-appsync/utils/dynamodb';
import { userKey, type UserItem } from '../model/user';
import { fail, failOnSourceError } from './lib/fail';
import { viewerOf } from './lib/viewer';

export function request(ctx: Context) {
  return get({ key: userKey(viewerOf(ctx.identity).userId) });
}

export function response(ctx: Context<object, object, object, object, UserItem | null>) {
  failOnSourceError(ctx.error);
  const user =
    ctx.result ?? fail('Unauthenticated', 'This account no longer exists. Sign in again.');
  return {
    id: viewerOf(ctx.identity).userId,
    username: user.username,
    email: user.email ?? null,
    avatarUrl: user.avatarUrl,
    createdAt: user.createdAt,
    lastLoginAt: user.lastLoginAt,
  };
}
