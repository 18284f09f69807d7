import type { Context } from '@aws-appsync/utils';
import { query } from '@aws-appsync/utils/dynamodb';
import { SESSIONS_LISTED, type SessionRow } from '../../model/session';
import { INDEX } from '../../model/tables';
import { userPk } from '../../model/user';
import type { Account } from '../lib/account';
import { failOnSourceError } from '../lib/fail';
import { viewerOf } from '../lib/viewer';

/** Leaves the viewer's sessions in the stash, those included that DynamoDB has yet to delete. */
export function request(ctx: Context<object, Account>) {
  return query({
    index: INDEX,
    query: { gsi1pk: { eq: userPk(viewerOf(ctx.identity).userId) } },
    scanIndexForward: false,
    limit: SESSIONS_LISTED,
  });
}

export function response(ctx: Context<object, Account, object, object, { items: SessionRow[] }>) {
  failOnSourceError(ctx.error);
  ctx.stash.sessions = ctx.result.items;
  return {};
}
