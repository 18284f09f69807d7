import { runtime } from '@aws-appsync/utils';
import { query } from '@aws-appsync/utils/dynamodb';
import type { Row } from '../../model/keys';
import { ROWS_VISITED, type Page } from '../../model/page';
import type { ProgressItem } from '../../model/progress';
import type { StashContext } from '../lib/context';
import type { ExportStash } from '../lib/exportStash';
import { failOnPageError } from '../lib/page';
import { workOf } from '../lib/personRows';
import { viewerOf } from '../lib/viewer';

/** Stashes a page of the viewer's work. */
export function request(ctx: StashContext<object, ExportStash>) {
  if (ctx.stash.isPastWork) runtime.earlyReturn({});
  return query<Row<ProgressItem>>({
    query: workOf(viewerOf(ctx.identity).userId),
    consistentRead: true,
    limit: ROWS_VISITED,
    nextToken: ctx.stash.workFrom,
  });
}

export function response(ctx: StashContext<object, ExportStash, Page<ProgressItem>>) {
  failOnPageError(ctx.error);
  ctx.stash.work = ctx.result.items;
  ctx.stash.nextWork = ctx.result.nextToken;
  return {};
}
