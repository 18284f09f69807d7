import { util, type Context } from '@aws-appsync/utils';
import { query } from '@aws-appsync/utils/dynamodb';
import { sessionIdOf, SESSIONS_LISTED, type SessionRow } from '../model/session';
import { INDEX } from '../model/tables';
import { userPk } from '../model/user';
import { failOnSourceError } from './lib/fail';
import { viewerOf } from './lib/viewer';

export function request(ctx: Context) {
  return query({
    index: INDEX,
    query: { gsi1pk: { eq: userPk(viewerOf(ctx.identity).userId) } },
    // DynamoDB deletes late.
    filter: { expiresAt: { gt: util.time.nowEpochSeconds() } },
    scanIndexForward: false,
    limit: SESSIONS_LISTED,
  });
}

export function response(ctx: Context<object, object, object, object, { items: SessionRow[] }>) {
  failOnSourceError(ctx.error);
  const { tokenHash } = viewerOf(ctx.identity);
  return ctx.result.items.map((row) => {
    const id = sessionIdOf(row);
    return {
      id,
      createdAt: row.createdAt,
      userAgent: row.userAgent,
      expiresAt: util.time.epochMilliSecondsToISO8601(row.expiresAt * 1_000),
      current: id === tokenHash,
    };
  });
}
