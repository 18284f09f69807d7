import { createSecretKey, type KeyObject } from 'node:crypto';
import jwt, { type JwtPayload } from 'jsonwebtoken';
import { config } from './config';
import { readJwtSecret } from './jwtSecret';

const ISSUER = 'akasha-labs';

/** The header of all of our tokens, as the library writes it. */
const HEADER = Buffer.from('{"alg":"HS256","typ":"JWT"}').toString('base64url');

/** The purpose of one of our JWTs. A JWT made for one purpose is never accepted for another. */
export type Audience = 'akasha-labs/session' | 'akasha-labs/sign-in';

let keys: readonly [KeyObject, ...KeyObject[]] | undefined;

/**
 * Created once: if given a string, jsonwebtoken creates a key again for every token that it
 * verifies.
 */
function signingKeys(): readonly [KeyObject, ...KeyObject[]] {
  keys ??= readJwtSecret(config.JwtSecret.value).map((each) => createSecretKey(each)) as [
    KeyObject,
    ...KeyObject[],
  ];
  return keys;
}

/**
 * Signs claims for one purpose.
 * @param claims with `exp` in epoch seconds: nothing of ours lasts for ever
 */
export function signJwt(audience: Audience, claims: JwtPayload & { exp: number }): string {
  const [key] = signingKeys();
  return jwt.sign({ ...claims, iss: ISSUER, aud: audience }, key, { algorithm: 'HS256' });
}

/**
 * The claims of a JWT that we signed for this purpose and that has not expired, else nothing. Only a
 * token as we write it passes: another header or another spelling of the same bytes is not ours,
 * whoever signed it. `exp`, and `iat` if there is one, are whole seconds.
 */
export function verifyJwt(audience: Audience, token: string): JwtPayload | undefined {
  const keys = signingKeys();
  if (!isCompact(token)) return undefined;
  for (const key of keys) {
    const claims = verifyWith(key, audience, token);
    if (claims) return claims;
  }
  return undefined;
}

function verifyWith(key: KeyObject, audience: Audience, token: string): JwtPayload | undefined {
  try {
    const claims = jwt.verify(token, key, { algorithms: ['HS256'], issuer: ISSUER });
    // The library also takes a list that has the audience in it.
    return typeof claims === 'object' &&
      claims.aud === audience &&
      Number.isSafeInteger(claims.exp) &&
      (claims.iat === undefined || Number.isSafeInteger(claims.iat))
      ? claims
      : undefined;
  } catch {
    // Whatever a stranger sends, from garbage to an old token, is refused in the same way.
    return undefined;
  }
}

/**
 * Whether a text has the form of our tokens: three parts in canonical base64url (RFC 4648 §3.5), the first
 * of which is the header that we write. Every other header is refused, whoever signed it: one that says
 * the same in other words or says something twice (RFC 7515 §4), one with `crit` or `b64` (RFC 7797),
 * which receivers must understand or refuse, and one that brings a key along (RFC 7515 §4.1).
 */
function isCompact(token: string): boolean {
  const [header, ...others] = token.split('.');
  return header === HEADER && others.length === 2 && others.every(isCanonical);
}

const isCanonical = (part: string): boolean =>
  part !== '' && Buffer.from(part, 'base64url').toString('base64url') === part;
