import { util, type Context } from '@aws-appsync/utils';
import { query } from '@aws-appsync/utils/dynamodb';
import { ROWS_VISITED } from '../../model/page';
import type { SessionRow } from '../../model/session';
import { INDEX } from '../../model/tables';
import { userPk } from '../../model/user';
import { failOnSourceError } from '../lib/fail';
import type { ListedSessions } from '../lib/listedSessions';
import { viewerOf } from '../lib/viewer';

/** Leaves room for the one that asks. */
const LISTED = ROWS_VISITED - 1;

/** Leaves the viewer's live sessions in the stash, as the index lists them. */
export function request(ctx: Context<object, ListedSessions>) {
  return query({
    index: INDEX,
    query: { gsi1pk: { eq: userPk(viewerOf(ctx.identity).userId) } },
    // DynamoDB deletes late.
    filter: { expiresAt: { gt: util.time.nowEpochSeconds() } },
    scanIndexForward: false,
    limit: LISTED,
  });
}

export function response(
  ctx: Context<object, ListedSessions, object, object, { items: SessionRow[] }>,
) {
  failOnSourceError(ctx.error);
  ctx.stash.listed = ctx.result.items;
  return {};
}
