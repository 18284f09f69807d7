import { createHash } from 'node:crypto';
import { sessionKey } from '../../model/session';
import { userKey } from '../../model/user';
import type { Database } from './database';

/** The id of the session that a token opens. */
export const sessionIdOf = (token: string): string =>
  createHash('sha256').update(token).digest('hex');

/** Leaves a session out of the index, as it is until the index has caught up. */
export async function unlist(database: Database, userId: string, token: string): Promise<void> {
  const key = sessionKey(sessionIdOf(token), userId);
  const { gsi1pk: _pk, gsi1sk: _sk, ...row } = (await database.row('Sessions', key))!;
  await database.put('Sessions', key, row);
}

/** Has a person's latest sessions be older than a minute, so that only the index still tells of them. */
export const letMinutePass = (database: Database, userId: string): Promise<void> =>
  database.update('Users', userKey(userId), { recentSessions: [] });
