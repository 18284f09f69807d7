import type { Context } from '@aws-appsync/utils';
import { query } from '@aws-appsync/utils/dynamodb';
import type { Row } from '../../model/keys';
import type { Page } from '../../model/page';
import type { ProgressItem } from '../../model/progress';
import type { Account } from '../lib/account';
import { failOnSourceError } from '../lib/fail';
import { workOf } from '../lib/personRows';
import { viewerOf } from '../lib/viewer';

/** About as many as two transactions remove. */
const ROWS = 80;

/** Stashes the first rows of the viewer's work. */
export function request(ctx: Context<object, Account>) {
  return query<Row<ProgressItem>>({
    query: workOf(viewerOf(ctx.identity).userId),
    consistentRead: true,
    limit: ROWS,
  });
}

export function response(ctx: Context<object, Account, object, object, Page<ProgressItem>>) {
  failOnSourceError(ctx.error);
  ctx.stash.history = ctx.result.items;
  ctx.stash.hasMoreWork = ctx.result.nextToken != null;
  return {};
}
