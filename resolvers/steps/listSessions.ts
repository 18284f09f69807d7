import { runtime, util, type Context } from '@aws-appsync/utils';
import { query } from '@aws-appsync/utils/dynamodb';
import { sessionIdOf } from '../../model/session';
import { INDEX, type ItemKey } from '../../model/tables';
import { userPk } from '../../model/user';
import type { EndingSessions } from '../lib/endingSessions';
import { failOnSourceError } from '../lib/fail';
import { viewerOf } from '../lib/viewer';

/** What the steps that follow can end; those that `findUnlisted` adds may be left for the next call. */
const LISTED = 150;

/** Leaves the viewer's other live sessions in the stash, as the index lists them. */
export function request(ctx: Context<object, EndingSessions>) {
  if (!ctx.stash.isEverywhere) runtime.earlyReturn({});
  return query({
    index: INDEX,
    query: { gsi1pk: { eq: userPk(viewerOf(ctx.identity).userId) } },
    filter: { expiresAt: { gt: util.time.nowEpochSeconds() } },
    scanIndexForward: false,
    limit: LISTED,
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
  ctx.stash.others = ctx.result.items
    .map((row) => sessionIdOf(row))
    .filter((id) => id !== ctx.stash.last);
  ctx.stash.hasMore = ctx.result.nextToken != null;
  return {};
}
