import { runtime, type Context } from '@aws-appsync/utils';
import { sessionIdOf } from '../../model/session';
import type { ItemKey } from '../../model/tables';
import type { EndingSessions } from '../lib/endingSessions';
import { failOnSourceError } from '../lib/fail';
import { liveSessionsRequest, type QueryPage } from '../lib/personRows';
import { viewerOf } from '../lib/viewer';

/** What the steps that follow can end; those that `findUnlisted` adds may be left for the next call. */
const LISTED = 150;

/** Leaves the viewer's other live sessions in the stash, as the index lists them. */
export function request(ctx: Context<object, EndingSessions>) {
  if (!ctx.stash.isEverywhere) runtime.earlyReturn({});
  return liveSessionsRequest(viewerOf(ctx.identity).userId, LISTED);
}

export function response(ctx: Context<object, EndingSessions, object, object, QueryPage<ItemKey>>) {
  failOnSourceError(ctx.error);
  ctx.stash.others = ctx.result.items
    .map((row) => sessionIdOf(row))
    .filter((id) => id !== ctx.stash.last);
  ctx.stash.hasMore = ctx.result.nextToken != null;
  return {};
}
