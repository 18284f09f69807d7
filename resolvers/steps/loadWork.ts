import { query } from '@aws-appsync/utils/dynamodb';
import type { Row } from '../../model/keys';
import type { Page } from '../../model/page';
import type { ProgressItem } from '../../model/progress';
import type { StashContext } from '../lib/context';
import type { DeletionStash } from '../lib/deletionStash';
import { failOnSourceError } from '../lib/fail';
import { workOf } from '../lib/personRows';
import { viewerOf } from '../lib/viewer';

/** About as many as two transactions remove. */
const ROWS = 80;

/** Stashes the first rows of the viewer's work. */
export function request(ctx: StashContext<object, DeletionStash>) {
  return query<Row<ProgressItem>>({
    query: workOf(viewerOf(ctx.identity).userId),
    consistentRead: true,
    limit: ROWS,
  });
}

export function response(ctx: StashContext<object, DeletionStash, Page<ProgressItem>>) {
  failOnSourceError(ctx.error);
  ctx.stash.work = ctx.result.items;
  ctx.stash.hasMoreWork = ctx.result.nextToken != null;
  return {};
}
