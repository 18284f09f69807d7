import { randomUUID } from 'node:crypto';
import type { ItemKey } from '../../model/keys';
import {
  SESSION_SECONDS,
  TOKEN_MAX_LENGTH,
  sessionIndex,
  sessionKey,
  type SessionItem,
} from '../../model/session';
import type { Viewer } from '../../model/viewer';
import { config } from './config';
import { signJwt, verifyJwt } from './jwt';
import { printable } from './printable';
import { sha256Hex } from './secret';
import { readItem } from './readItem';

/** A session that is about to begin. */
export interface NewSession {
  /** Its id, the hash of the token. */
  readonly id: string;
  /** The token. Only the response to its client contains it. */
  readonly token: string;
  /** When the token expires, in ISO 8601. */
  readonly expiresAt: string;
  /** The row to store. */
  readonly row: ItemKey & SessionItem & ReturnType<typeof sessionIndex>;
}

const USER_AGENT_MAX_LENGTH = 256;
const USER_ID_PATTERN = /^[1-9]\d{0,19}$/;

/** Creates a session. It begins once its row is written. */
export function newSession(userId: string, userAgent: string): NewSession {
  const now = Date.now();
  const createdAt = new Date(now).toISOString();
  const expiresAt = Math.floor(now / 1000) + SESSION_SECONDS;
  const token = signJwt('akasha-labs/session', { sub: userId, jti: randomUUID(), exp: expiresAt });
  const id = sha256Hex(token);
  return {
    id,
    token,
    expiresAt: new Date(expiresAt * 1000).toISOString(),
    row: {
      ...sessionKey(id, userId),
      ...sessionIndex(userId, createdAt),
      createdAt,
      userAgent: printable(userAgent, USER_AGENT_MAX_LENGTH),
      expiresAt,
    },
  };
}

/**
 * The viewer whose live session the token belongs to, if any. Uses one strongly consistent read, so
 * that a session that has ended elsewhere is refused immediately. A failed read is retried until
 * the deadline.
 *
 * @param authorization the token, alone or as a `Bearer` credential (RFC 6750)
 * @throws if the result is unknown, because DynamoDB failed every attempt or the deadline passed
 */
export async function findViewer(
  authorization: string,
  deadline: AbortSignal,
): Promise<Viewer | undefined> {
  if (authorization.length > TOKEN_MAX_LENGTH) return undefined;
  const token = authorization.replace(/^Bearer +/i, '');
  const claims = verifyJwt('akasha-labs/session', token);
  if (!claims || !isId(claims.jti) || !isId(claims.sub)) return undefined;
  if (!USER_ID_PATTERN.test(claims.sub)) return undefined;
  const viewer = { userId: claims.sub, tokenHash: sha256Hex(token) };
  const session = await readSession(viewer.tokenHash, viewer.userId, deadline);
  return session && session.expiresAt > Date.now() / 1000 ? viewer : undefined;
}

/** The stored row of a session, if it has begun and not ended. */
export const readSession = (
  id: string,
  userId: string,
  deadline: AbortSignal,
): Promise<SessionItem | undefined> =>
  readItem(config.Sessions.name, sessionKey(id, userId), deadline);

/** The type of a claim is whatever its signer wrote, regardless of the library's types. */
const isId = (claim: unknown): claim is string => typeof claim === 'string' && claim !== '';
