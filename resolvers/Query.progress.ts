import type { Context } from '@aws-appsync/utils';
import { query } from '@aws-appsync/utils/dynamodb';
import { PROGRESS_PREFIX, type ProgressItem } from '../model/progress';
import { userPk } from '../model/user';
import { failOnPageError, pageLimit } from './lib/page';
import { progressCard } from './lib/progress';
import { viewerOf } from './lib/viewer';
import type { ProgressStatus, QueryProgressArgs } from './schema.types';

export function request(ctx: Context<QueryProgressArgs>) {
  return query({
    query: {
      pk: { eq: userPk(viewerOf(ctx.identity).userId) },
      sk: { beginsWith: PROGRESS_PREFIX },
    },
    filter: ctx.args.status ? condition(ctx.args.status) : null,
    limit: pageLimit(ctx.args.limit),
    nextToken: ctx.args.nextToken ?? null,
  });
}

function condition(status: ProgressStatus) {
  return { completedAt: { attributeExists: status === 'COMPLETED' } };
}

export function response(
  ctx: Context<
    QueryProgressArgs,
    object,
    object,
    object,
    { items: ProgressItem[]; nextToken: string | null }
  >,
) {
  failOnPageError(ctx.error);
  return {
    items: ctx.result.items.map((item) => progressCard(item)),
    nextToken: ctx.result.nextToken,
  };
}
