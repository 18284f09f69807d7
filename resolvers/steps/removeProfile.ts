import { runtime, util, type Context } from '@aws-appsync/utils';
import { sessionKey } from '../../model/session';
import { userKey } from '../../model/user';
import type { Account } from '../lib/account';
import { failOnSourceError } from '../lib/fail';
import { SESSIONS, USERS } from '../lib/tableNames';
import { viewerOf } from '../lib/viewer';

/** Removes the profile and the session that asks, once nothing else is left. */
export function request(ctx: Context<object, Account>) {
  const { hasMore, others, history } = ctx.stash;
  if (hasMore || others.length > 0 || history.length > 0) runtime.earlyReturn({});
  const { userId, tokenHash } = viewerOf(ctx.identity);
  return {
    operation: 'TransactWriteItems',
    transactItems: [
      {
        table: USERS,
        operation: 'DeleteItem',
        key: util.dynamodb.toMapValues(userKey(userId)),
      },
      {
        table: SESSIONS,
        operation: 'DeleteItem',
        key: util.dynamodb.toMapValues(sessionKey(tokenHash, userId)),
      },
    ],
  };
}

export function response(ctx: Context<object, Account>) {
  failOnSourceError(ctx.error);
  ctx.stash.isRemoved = true;
  return {};
}
