import { query, type QueryInput } from '@aws-appsync/utils/dynamodb';
import { CATALOG, type ExerciseItem } from '../model/exercise';
import type { Row } from '../model/keys';
import type { Page } from '../model/page';
import { INDEX } from '../model/tables';
import type { Answer } from './lib/answer';
import type { FieldContext } from './lib/context';
import { exerciseResult } from './lib/exercise';
import { fail } from './lib/fail';
import { failOnPageError, pageLimit } from './lib/page';
import { checkWellFormed } from './lib/wellFormed';
import type { ExerciseFilter, Query, QueryExercisesArgs } from './schema.types';

const SEARCH_MAX_LENGTH = 100;

type Condition = NonNullable<QueryInput<Row<ExerciseItem>>['filter']>;

export function request(ctx: FieldContext<QueryExercisesArgs>) {
  return query<Row<ExerciseItem>>({
    index: INDEX,
    query: { gsi1pk: { eq: CATALOG } },
    filter: ctx.args.filter ? conditions(ctx.args.filter) : null,
    limit: pageLimit(ctx.args.limit),
    nextToken: ctx.args.nextToken ?? null,
  });
}

/** Null without any condition, because DynamoDB refuses an empty filter. */
function conditions(filter: ExerciseFilter): Condition | null {
  const all: Condition[] = [];
  if (filter.difficulty) all.push({ difficulty: { eq: filter.difficulty } });
  if (filter.tag) {
    checkWellFormed('filter.tag', filter.tag);
    all.push({ tags: { contains: filter.tag } });
  }
  if (filter.search != null) {
    if (filter.search.length < 1 || filter.search.length > SEARCH_MAX_LENGTH) {
      fail('InvalidInput', `filter.search must have 1 to ${SEARCH_MAX_LENGTH} characters.`);
    }
    checkWellFormed('filter.search', filter.search);
    all.push({ searchText: { contains: filter.search.toLowerCase() } });
  }
  return all.length > 0 ? { and: all } : null;
}

export function response(
  ctx: FieldContext<QueryExercisesArgs, object, Page<ExerciseItem>>,
): Answer<Query['exercises']> {
  failOnPageError(ctx.error);
  return {
    items: ctx.result.items.map((item) => exerciseResult(item)),
    nextToken: ctx.result.nextToken,
  };
}
