import type { ItemKey, Row } from './keys';
import { userPk } from './user';

/** A signed-in client. The table holds the SHA-256 of its token, never a usable credential. */
export interface SessionItem {
  createdAt: string;
  userAgent: string;
  /** Epoch seconds. DynamoDB deletes expired items late, so every reader compares. */
  expiresAt: number;
}

/** A session as DynamoDB returns it. */
export type SessionRow = Row<SessionItem>;

/** A one-time login code, valid between the browser's redirect and the token exchange. */
export interface LoginCodeItem {
  userId: string;
  /** PKCE S256 challenge of the client that started the sign-in (RFC 7636). */
  codeChallenge: string;
  /** When the person was identified, in epoch milliseconds. Determines whether the code is void. */
  issuedAt: number;
  /** Epoch seconds. */
  expiresAt: number;
}

/** Marks the `state` of a sign-in as used. */
export interface UsedStateItem {
  /** The request that set the mark. */
  usedBy: string;
  /** Epoch seconds. */
  expiresAt: number;
}

export const SESSION_SECONDS = 7 * 24 * 60 * 60;
export const LOGIN_CODE_SECONDS = 60;

/** Maximum length of a token that the authorizer accepts, in characters. */
export const TOKEN_MAX_LENGTH = 2048;

/**
 * Format of a session's token, alone or as a `Bearer` credential: a JWT with our fixed header and
 * an HS256 signature in base64url. AppSync refuses everything else without calling the authorizer.
 * @see https://docs.aws.amazon.com/appsync/latest/APIReference/API_LambdaAuthorizerConfig.html
 */
export const TOKEN_EXPRESSION =
  '^([Bb][Ee][Aa][Rr][Ee][Rr] {1,9})?eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]{43}$';

/**
 * Maximum number of sessions in a profile, and of sessions that a person may begin within
 * `RECENT_SECONDS`.
 */
export const RECENT_SESSIONS = 10;

/** How long a session is recent. The index of sessions lists it within this time. */
export const RECENT_SECONDS = 60;

/**
 * A session as stored in a profile: a mark of when it began, used only by the exchange, and its id.
 */
export const recentEntry = (id: string, mark: string): string => `${mark}.${id}`;

export const recentId = (entry: string): string => entry.split('.')[1]!;

const SESSION_PREFIX = 'SESSION#';

/** A session's id, visible to its owner: the SHA-256 of its token, in hex. */
export const SESSION_ID_PATTERN = '^[0-9a-f]{64}$';

/** The part of a session's id that is logged. */
export const loggedSessionId = (id: string): string => id.slice(0, 8);

export const sessionIdOf = (row: ItemKey): string => row.pk.slice(SESSION_PREFIX.length);

export const sessionKey = (tokenHash: string, userId: string): ItemKey => ({
  pk: `${SESSION_PREFIX}${tokenHash}`,
  sk: userPk(userId),
});

/** Index entry that orders a person's sessions by age. */
export const sessionIndex = (userId: string, createdAt: string) => ({
  gsi1pk: userPk(userId),
  gsi1sk: `CREATED#${createdAt}`,
});

export const loginCodeKey = (codeHash: string): ItemKey => ({ pk: `CODE#${codeHash}`, sk: 'CODE' });

export const usedStateKey = (stateHash: string): ItemKey => ({
  pk: `STATE#${stateHash}`,
  sk: 'STATE',
});
