import { runtime, type Context } from '@aws-appsync/utils';
import { query } from '@aws-appsync/utils/dynamodb';
import type { Row } from '../../model/keys';
import { ROWS_VISITED, type Page } from '../../model/page';
import type { ProgressItem } from '../../model/progress';
import type { ExportedPage } from '../lib/exportedPage';
import { failOnPageError } from '../lib/page';
import { workOf } from '../lib/personRows';
import { viewerOf } from '../lib/viewer';

/** Stashes a page of the viewer's work. */
export function request(ctx: Context<object, ExportedPage>) {
  if (ctx.stash.isPastWork) runtime.earlyReturn({});
  return query<Row<ProgressItem>>({
    query: workOf(viewerOf(ctx.identity).userId),
    consistentRead: true,
    limit: ROWS_VISITED,
    nextToken: ctx.stash.workFrom,
  });
}

export function response(ctx: Context<object, ExportedPage, object, object, Page<ProgressItem>>) {
  failOnPageError(ctx.error);
  ctx.stash.work = ctx.result.items;
  ctx.stash.nextWork = ctx.result.nextToken;
  return {};
}
