import type { ItemKey, Row } from './keys';
import { userPk } from './user';

/** A signed-in client. The table holds the SHA-256 of its token, never a usable credential. */
export interface SessionItem {
  createdAt: string;
  userAgent: string;
  /** Epoch seconds; DynamoDB deletes late, so every reader compares. */
  expiresAt: number;
}

/** A session as DynamoDB returns it. */
export type SessionRow = Row<SessionItem>;

/** A one-time login code on its way from the browser's redirect to the token exchange. */
export interface LoginCodeItem {
  userId: string;
  /** PKCE S256 challenge of the client that began the sign-in (RFC 7636). */
  codeChallenge: string;
  /** When the person was identified, in epoch milliseconds: decides whether the code is void. */
  issuedAt: number;
  /** Epoch seconds. */
  expiresAt: number;
}

/** The mark that the `state` of a sign-in came back once. */
export interface UsedStateItem {
  /** The request that set the mark. */
  usedBy: string;
  /** Epoch seconds. */
  expiresAt: number;
}

export const SESSION_SECONDS = 7 * 24 * 60 * 60;
export const LOGIN_CODE_SECONDS = 60;

/** Longest token that the authorizer looks at, in characters. */
export const TOKEN_MAX_LENGTH = 2048;

/**
 * What a session's token looks like, alone or as a `Bearer` credential: a JWT with our one header, and the
 * signature of HS256 in base64url. AppSync refuses everything else without asking the authorizer.
 * @see https://docs.aws.amazon.com/appsync/latest/APIReference/API_LambdaAuthorizerConfig.html
 */
export const TOKEN_EXPRESSION =
  '^([Bb][Ee][Aa][Rr][Ee][Rr] {1,9})?eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]{43}$';

/** Sessions that a profile holds at most, and that a person may begin in `RECENT_SECONDS`. */
export const RECENT_SESSIONS = 10;

/** How long a session is recent. The index of sessions lists it before that. */
export const RECENT_SECONDS = 60;

/** A session as a profile holds it: a mark of when it began, for the exchange alone, and its id. */
export const recentEntry = (id: string, mark: string): string => `${mark}.${id}`;

export const recentId = (entry: string): string => entry.split('.')[1]!;

const SESSION_PREFIX = 'SESSION#';

/** A session's id for its owner: the SHA-256 of its token, in hex. */
export const SESSION_ID_PATTERN = '^[0-9a-f]{64}$';

/** As much of a session's id as a log holds. */
export const loggedSessionId = (id: string): string => id.slice(0, 8);

export const sessionIdOf = (row: ItemKey): string => row.pk.slice(SESSION_PREFIX.length);

export const sessionKey = (tokenHash: string, userId: string): ItemKey => ({
  pk: `${SESSION_PREFIX}${tokenHash}`,
  sk: userPk(userId),
});

/** Index entry that lists a person's sessions by age. */
export const sessionIndex = (userId: string, createdAt: string) => ({
  gsi1pk: userPk(userId),
  gsi1sk: `CREATED#${createdAt}`,
});

export const loginCodeKey = (codeHash: string): ItemKey => ({ pk: `CODE#${codeHash}`, sk: 'CODE' });

export const usedStateKey = (stateHash: string): ItemKey => ({
  pk: `STATE#${stateHash}`,
  sk: 'STATE',
});
