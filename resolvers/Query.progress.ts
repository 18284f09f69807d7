import { query } from '@aws-appsync/utils/dynamodb';
import type { Row } from '../model/keys';
import type { Page } from '../model/page';
import type { ProgressItem } from '../model/progress';
import type { Answer } from './lib/answer';
import type { FieldContext } from './lib/context';
import { failOnPageError, pageLimit } from './lib/page';
import { progressResult } from './lib/progress';
import { workOf } from './lib/personRows';
import { viewerOf } from './lib/viewer';
import type { ProgressStatus, Query, QueryProgressArgs } from './schema.types';

export function request(ctx: FieldContext<QueryProgressArgs>) {
  return query<Row<ProgressItem>>({
    query: workOf(viewerOf(ctx.identity).userId),
    filter: ctx.args.status ? condition(ctx.args.status) : null,
    limit: pageLimit(ctx.args.limit),
    nextToken: ctx.args.nextToken ?? null,
  });
}

function condition(status: ProgressStatus) {
  return { completedAt: { attributeExists: status === 'COMPLETED' } };
}

export function response(
  ctx: FieldContext<QueryProgressArgs, object, Page<ProgressItem>>,
): Answer<Query['progress']> {
  failOnPageError(ctx.error);
  return {
    items: ctx.result.items.map((item) => progressResult(item)),
    nextToken: ctx.result.nextToken,
  };
}
