import { query, type QueryInput } from '@aws-appsync/utils/dynamodb';
import type { Row } from '../../model/keys';
import { PROGRESS_PREFIX, type ProgressItem } from '../../model/progress';
import type { SessionRow } from '../../model/session';
import { INDEX } from '../../model/tables';
import { userPk } from '../../model/user';

/** The key condition of a person's work, in the order of the exercises' ids. */
export const workOf = (userId: string): QueryInput<Row<ProgressItem>>['query'] => ({
  pk: { eq: userPk(userId) },
  sk: { beginsWith: PROGRESS_PREFIX },
});

/** The parameters in which reads of sessions differ. */
interface SessionsPage {
  limit: number;
  filter?: { expiresAt: { gt: number } };
  nextToken?: string | null;
}

/** Reads a person's sessions from the index, latest first. DynamoDB deletes expired ones late. */
export const sessionsRequest = (userId: string, page: SessionsPage) =>
  query<SessionRow>({
    index: INDEX,
    query: { gsi1pk: { eq: userPk(userId) } },
    scanIndexForward: false,
    ...page,
  });
