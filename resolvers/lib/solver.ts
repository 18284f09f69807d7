import { query } from '@aws-appsync/utils/dynamodb';
import type { ProgressItem } from '../../model/progress';
import { solversIndex } from '../../model/progress';
import { INDEX } from '../../model/tables';
import type { Solver, SolverOrder } from '../schema.types';
import type { Answer } from './answer';

/** Somebody who completed a lab as GraphQL shows them; the rest of the row is theirs alone. */
export type SolverCard = Answer<Solver>;

/** Shows a row of the index, which holds completed ones only. */
export const solverCard = (item: ProgressItem): SolverCard => ({
  username: item.username!,
  avatarUrl: item.avatarUrl!,
  completedAt: item.completedAt!,
});

/** Whether the latest solvers come first: the earliest do by default. */
export const isLatestFirst = (order: SolverOrder | null | undefined): boolean => order === 'LATEST';

/** A page of a lab's solvers, in the order of time or against it. */
export const solversQuery = (
  exerciseId: string,
  page: { isLatestFirst: boolean; limit: number; nextToken: string | null },
) =>
  query({
    index: INDEX,
    query: { gsi1pk: { eq: solversIndex(exerciseId, '').gsi1pk } },
    scanIndexForward: !page.isLatestFirst,
    limit: page.limit,
    nextToken: page.nextToken,
  });
