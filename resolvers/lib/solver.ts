import { query } from '@aws-appsync/utils/dynamodb';
import type { Row } from '../../model/keys';
import { solver, solversIndex, type SolverItem } from '../../model/progress';
import { INDEX } from '../../model/tables';
import type { Solver, SolverOrder } from '../schema.types';
import type { Answer } from './answer';

/** A solver, as returned by GraphQL. */
export const solverCard = (item: SolverItem): Answer<Solver> => solver(item);

/** Whether to list the latest solvers first. The default is earliest first. */
export const isLatestFirst = (order: SolverOrder | null | undefined): boolean => order === 'LATEST';

/** A page of an exercise's solvers, in ascending or descending order of time. */
export const solversQuery = (
  exerciseId: string,
  page: { isLatestFirst: boolean; limit: number; nextToken: string | null },
) =>
  query<Row<SolverItem>>({
    index: INDEX,
    query: { gsi1pk: { eq: solversIndex(exerciseId, '').gsi1pk } },
    scanIndexForward: !page.isLatestFirst,
    limit: page.limit,
    nextToken: page.nextToken,
  });
