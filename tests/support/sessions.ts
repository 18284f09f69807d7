import { createHash } from 'node:crypto';
import { SESSION_SECONDS, sessionIndex, sessionKey } from '../../model/session';
import type { Database } from './database';

/** Rows as so many sign-ins of a person leave them, a second apart, the latest an hour ago. */
export async function givenSessions(
  database: Database,
  userId: string,
  count: number,
): Promise<void> {
  const latest = Date.now() - 3_600_000;
  await database.putAll(
    'Sessions',
    Array.from({ length: count }, (_, i) => {
      const created = latest - i * 1_000;
      const createdAt = new Date(created).toISOString();
      const id = createHash('sha256').update(`${userId} ${i}`).digest('hex');
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
