import { createHash } from 'node:crypto';
import { SESSION_SECONDS, sessionIndex, sessionKey } from '../../model/session';
import type { Database } from './database';

const HOUR_MS = 3_600_000;

/**
 * Writes the rows of `count` sign-ins of a person, one second apart, the latest one an hour ago.
 */
export const givenSessions = (database: Database, userId: string, count: number): Promise<void> =>
  putSessions(database, userId, count, Date.now() - HOUR_MS);

/** Writes rows of sessions that expired in the last hours and that DynamoDB has not deleted yet. */
export const givenExpiredSessions = (
  database: Database,
  userId: string,
  count: number,
): Promise<void> =>
  putSessions(database, userId, count, Date.now() - HOUR_MS - SESSION_SECONDS * 1_000);

async function putSessions(
  database: Database,
  userId: string,
  count: number,
  latest: number,
): Promise<void> {
  await database.putAll(
    'Sessions',
    Array.from({ length: count }, (_, i) => {
      const created = latest - i * 1_000;
      const createdAt = new Date(created).toISOString();
      const id = createHash('sha256').update(`${userId} ${latest} ${i}`).digest('hex');
      return {
        ...sessionKey(id, userId),
        ...sessionIndex(userId, createdAt),
        createdAt,
        userAgent: 'test',
        expiresAt: Math.floor(created / 1_000) + SESSION_SECONDS,
      };
    }),
  );
}
