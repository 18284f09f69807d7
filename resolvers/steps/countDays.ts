import { runtime, util } from '@aws-appsync/utils';
import { query } from '@aws-appsync/utils/dynamodb';
import type { Row } from '../../model/keys';
import { ROWS_VISITED, type Page } from '../../model/page';
import type { ProgressItem } from '../../model/progress';
import type { ActivityStash } from '../lib/activityStash';
import type { StashContext } from '../lib/context';
import { failOnSourceError } from '../lib/fail';
import { workOf } from '../lib/personRows';
import { viewerOf } from '../lib/viewer';

/**
 * Adds the viewer's next completions to their days. Reads all of them, because a streak may start
 * with the first.
 */
export function request(ctx: StashContext<object, ActivityStash>) {
  if (ctx.stash.nextToken === '') runtime.earlyReturn({});
  return query<Row<ProgressItem>>({
    query: workOf(viewerOf(ctx.identity).userId),
    filter: { completedAt: { attributeExists: true } },
    limit: ROWS_VISITED,
    nextToken: ctx.stash.nextToken ?? null,
  });
}

export function response(ctx: StashContext<object, ActivityStash, Page<ProgressItem>>) {
  failOnSourceError(ctx.error);
  const { timezone, byDate } = ctx.stash;
  ctx.result.items.forEach((row) => {
    const moment = util.time.parseISO8601ToEpochMilliSeconds(row.completedAt!);
    const date = util.time.epochMilliSecondsToFormatted(moment, 'yyyy-MM-dd', timezone);
    const day = byDate[date] ?? { date, completions: 0, points: 0 };
    day.completions += 1;
    day.points += row.points ?? 0;
    byDate[date] = day;
  });
  ctx.stash.nextToken = ctx.result.nextToken ?? '';
  return {};
}
