import { loginCodeKey, type LoginCodeItem } from '../../model/session';
import { userKey, type UserItem } from '../../model/user';
import type { RefusalReason } from './audit';
import { backOff } from './backOff';
import { beginSession } from './beginSession';
import { config } from './config';
import { endLoginCode, readLoginCode } from './loginCode';
import { provesChallenge } from './pkce';
import { SignInRefusal } from './refusal';
import { sha256Hex } from './secret';
import { newSession, readSession, type NewSession } from './session';
import { UnavailableError } from './unavailable';
import { readItem } from './readItem';

/** The credentials that a client exchanges for a session. */
export interface Grant {
  readonly code: string;
  readonly verifier: string;
  readonly userAgent: string;
}

/** A session that began, and its person. */
export interface SignedIn extends NewSession {
  readonly userId: string;
}

/** Only concurrent sign-ins of the same person conflict with each other. */
const TRIES = 8;

/**
 * Exchanges a login code for a session, once. If several clients present a code concurrently, one
 * of them gets a session. A wrong verifier deletes the code.
 *
 * Until the session has begun, a fault leaves the code unchanged. Every attempt creates the same
 * session: an attempt that committed although it seemed to fail has used the code, and is
 * recognized by its session. A client that loses the response has to sign in again, because the
 * code is used.
 *
 * @throws SignInRefusal `invalid_grant`
 * @throws UnavailableError if other sign-ins of the same person conflicted with every attempt
 */
export async function exchangeLoginCode(
  { code, verifier, userAgent }: Grant,
  deadline: AbortSignal,
): Promise<SignedIn> {
  const codeKey = loginCodeKey(sha256Hex(code));
  let signedIn: SignedIn | undefined;
  for (let tries = 1; tries <= TRIES; tries += 1) {
    const item = await readLoginCode(codeKey, deadline);
    if (!item) {
      if (signedIn && (await readSession(signedIn.id, signedIn.userId, deadline))) return signedIn;
      throw refused('unknown_code');
    }
    const { userId } = item;
    const profile = await readProfile(userId, deadline);
    const reason = reasonAgainst(item, verifier, profile);
    if (reason) {
      await endLoginCode(codeKey, deadline);
      throw refused(reason, userId);
    }
    signedIn ??= { ...newSession(userId, userAgent), userId };
    const basis = { codeKey, item, recentSessions: profile?.recentSessions };
    if (await beginSession(signedIn, basis, deadline)) return signedIn;
    await backOff(tries, deadline);
  }
  throw new UnavailableError(`A login code could not be exchanged in ${TRIES} attempts.`);
}

const refused = (reason: RefusalReason, userId?: string): SignInRefusal =>
  new SignInRefusal(
    'invalid_grant',
    reason,
    'The code is used, expired or was issued to another client. Sign in again.',
    userId,
  );

/** The reason that a code cannot be exchanged, if any. */
function reasonAgainst(
  { issuedAt, expiresAt, codeChallenge }: LoginCodeItem,
  verifier: string,
  profile: UserItem | undefined,
): RefusalReason | undefined {
  if (expiresAt <= Date.now() / 1000) return 'expired_code';
  if (!provesChallenge(verifier, codeChallenge)) return 'wrong_verifier';
  if (!profile || Date.parse(profile.createdAt) > issuedAt) return 'no_account';
  if ((profile.sessionsValidFrom ?? -Infinity) >= issuedAt) return 'signed_out_everywhere';
  return undefined;
}

const readProfile = (userId: string, deadline: AbortSignal): Promise<UserItem | undefined> =>
  readItem(config.Users.name, userKey(userId), deadline);
