import { createHash } from 'node:crypto';
import { sessionKey } from '../../model/session';
import { userKey } from '../../model/user';
import type { Database } from './database';

/** The id of a token's session. */
export const sessionIdOf = (token: string): string =>
  createHash('sha256').update(token).digest('hex');

/** Removes a session from the index, which simulates an index that has not caught up. */
export async function unlist(database: Database, userId: string, token: string): Promise<void> {
  const key = sessionKey(sessionIdOf(token), userId);
  const { gsi1pk: _pk, gsi1sk: _sk, ...row } = (await database.row('Sessions', key))!;
  await database.put('Sessions', key, row);
}

/** Makes a person's latest sessions older than a minute, so that only the index lists them. */
export const letMinutePass = (database: Database, userId: string): Promise<void> =>
  database.update('Users', userKey(userId), { recentSessions: [] });
