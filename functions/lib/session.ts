import { randomUUID } from 'node:crypto';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import {
  SESSION_SECONDS,
  TOKEN_MAX_LENGTH,
  sessionIndex,
  sessionKey,
  type SessionItem,
} from '../../model/session';
import { config } from './config';
import { dynamo } from './dynamo';
import { signJwt, verifyJwt } from './jwt';
import { sha256Hex } from './secret';

/** Who makes a request: what resolvers read from `ctx.identity.resolverContext`. */
export interface Viewer {
  /** The numeric id on GitHub. */
  userId: string;
  /** SHA-256 of the session's token, in hex: finds the session, opens nothing. */
  tokenHash: string;
}

const USER_AGENT_MAX_LENGTH = 256;
const USER_ID_PATTERN = /^[1-9]\d{0,19}$/;

/**
 * Longest that the look-up of a session may take, in milliseconds, attempts and all. AppSync's client
 * is owed a refusal within 3 seconds.
 */
const LOOK_UP_LIMIT_MS = 2_500;

/**
 * Begins a session. The table keeps the hash of the token; the token itself is only in the answer.
 * @returns the token, and when it stops working, in ISO 8601
 */
export async function createSession(
  userId: string,
  userAgent: string,
): Promise<{ token: string; expiresAt: string }> {
  const now = Date.now();
  const createdAt = new Date(now).toISOString();
  const expiresAt = Math.floor(now / 1000) + SESSION_SECONDS;
  const token = signJwt('akasha-labs/session', { sub: userId, jti: randomUUID(), exp: expiresAt });
  const session: SessionItem = {
    createdAt,
    userAgent: userAgent.slice(0, USER_AGENT_MAX_LENGTH),
    expiresAt,
  };
  await dynamo.send(
    new PutCommand({
      TableName: config.Sessions.name,
      Item: {
        ...sessionKey(sha256Hex(token), userId),
        ...sessionIndex(userId, createdAt),
        ...session,
      },
    }),
  );
  return { token, expiresAt: new Date(expiresAt * 1000).toISOString() };
}

/**
 * The viewer whose live session a token opens, else nothing: one strongly consistent read, so that a
 * session ended elsewhere is refused from then on.
 *
 * @param authorization the token, alone or as a `Bearer` credential (RFC 6750)
 * @throws when DynamoDB fails or takes longer than 2.5 seconds
 */
export async function findViewer(authorization: string): Promise<Viewer | undefined> {
  if (authorization.length > TOKEN_MAX_LENGTH) return undefined;
  const token = authorization.replace(/^Bearer +/i, '');
  const claims = verifyJwt('akasha-labs/session', token);
  if (!claims?.jti || !claims.sub || !USER_ID_PATTERN.test(claims.sub)) return undefined;
  const viewer = { userId: claims.sub, tokenHash: sha256Hex(token) };
  const { Item } = await dynamo.send(
    new GetCommand({
      TableName: config.Sessions.name,
      Key: sessionKey(viewer.tokenHash, viewer.userId),
      ConsistentRead: true,
    }),
    { abortSignal: AbortSignal.timeout(LOOK_UP_LIMIT_MS) },
  );
  const session = Item as SessionItem | undefined;
  return session && session.expiresAt > Date.now() / 1000 ? viewer : undefined;
}
