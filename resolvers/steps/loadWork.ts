import { runtime, type Context } from '@aws-appsync/utils';
import { query } from '@aws-appsync/utils/dynamodb';
import { ROWS_VISITED } from '../../model/page';
import { PROGRESS_PREFIX, type ProgressItem } from '../../model/progress';
import { userPk } from '../../model/user';
import type { ExportedPage } from '../lib/exportedPage';
import { failOnPageError } from '../lib/page';
import { viewerOf } from '../lib/viewer';

/** Leaves a page of the viewer's work in the stash. */
export function request(ctx: Context<object, ExportedPage>) {
  if (ctx.stash.isPastWork) runtime.earlyReturn({});
  return query({
    query: {
      pk: { eq: userPk(viewerOf(ctx.identity).userId) },
      sk: { beginsWith: PROGRESS_PREFIX },
    },
    consistentRead: true,
    limit: ROWS_VISITED,
    nextToken: ctx.stash.workFrom,
  });
}

export function response(
  ctx: Context<
    object,
    ExportedPage,
    object,
    object,
    { items: ProgressItem[]; nextToken: string | null }
  >,
) {
  failOnPageError(ctx.error);
  ctx.stash.work = ctx.result.items;
  ctx.stash.nextWork = ctx.result.nextToken;
  return {};
}
