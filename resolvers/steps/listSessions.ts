import { runtime, util, type Context } from '@aws-appsync/utils';
import { query } from '@aws-appsync/utils/dynamodb';
import { sessionIdOf, SESSIONS_LISTED } from '../../model/session';
import { INDEX, type ItemKey } from '../../model/tables';
import { userPk } from '../../model/user';
import type { EndingSessions } from '../lib/endingSessions';
import { failOnSourceError } from '../lib/fail';
import { viewerOf } from '../lib/viewer';

/** Leaves the viewer's other live sessions in the stash. */
export function request(ctx: Context<object, EndingSessions>) {
  if (!ctx.stash.isEverywhere) runtime.earlyReturn({});
  return query({
    index: INDEX,
    query: { gsi1pk: { eq: userPk(viewerOf(ctx.identity).userId) } },
    filter: { expiresAt: { gt: util.time.nowEpochSeconds() } },
    scanIndexForward: false,
    limit: SESSIONS_LISTED,
  });
}

export function response(
  ctx: Context<
    object,
    EndingSessions,
    object,
    object,
    { items: ItemKey[]; nextToken: string | null }
  >,
) {
  failOnSourceError(ctx.error);
  const { tokenHash } = viewerOf(ctx.identity);
  ctx.stash.others = ctx.result.items
    .map((row) => sessionIdOf(row))
    .filter((id) => id !== tokenHash);
  ctx.stash.hasMore = ctx.result.nextToken != null;
  return {};
}
