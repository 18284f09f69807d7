import { util } from '@aws-appsync/utils';
import { query } from '@aws-appsync/utils/dynamodb';
import { PROGRESS_PREFIX } from '../../model/progress';
import { INDEX } from '../../model/tables';
import { userPk } from '../../model/user';

/** A page as AppSync returns it from a Query. */
export interface QueryPage<Row> {
  items: Row[];
  nextToken: string | null;
}

/** The key condition of a person's work, in the order of the labs' ids. */
export const workOf = (userId: string) => ({
  pk: { eq: userPk(userId) },
  sk: { beginsWith: PROGRESS_PREFIX },
});

/** The key condition of a person's sessions in the index, in the order in which they began. */
export const sessionsOf = (userId: string) => ({ gsi1pk: { eq: userPk(userId) } });

/** Reads a person's live sessions from the index, the latest first. DynamoDB deletes expired ones late. */
export const liveSessionsRequest = (userId: string, limit: number) =>
  query({
    index: INDEX,
    query: sessionsOf(userId),
    filter: { expiresAt: { gt: util.time.nowEpochSeconds() } },
    scanIndexForward: false,
    limit,
  });
