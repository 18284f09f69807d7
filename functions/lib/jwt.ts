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
 * @param claims with `exp` in epoch seconds, because none of our tokens is valid forever
 */
export function signJwt(audience: Audience, claims: JwtPayload & { exp: number }): string {
  const [key] = signingKeys();
  return jwt.sign({ ...claims, iss: ISSUER, aud: audience }, key, { algorithm: 'HS256' });
}

/**
 * The claims of a JWT that we signed for this purpose and that has not expired, otherwise
 * undefined. Accepts a token only exactly as we write it. Another header, or another encoding of
 * the same bytes, is refused even with a valid signature. `exp`, and `iat` if present, are whole
 * seconds.
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
    // The library also accepts a list that contains the audience.
    return typeof claims === 'object' &&
      claims.aud === audience &&
      Number.isSafeInteger(claims.exp) &&
      (claims.iat === undefined || Number.isSafeInteger(claims.iat))
      ? claims
      : undefined;
  } catch {
    // Every invalid token, from random text to an expired token, is refused in the same way.
    return undefined;
  }
}

/**
 * Whether a text has the form of our tokens: three parts in canonical base64url (RFC 4648 §3.5),
 * the first of which is the header that we write. Every other header is refused, even with a valid
 * signature: an equivalent header in another notation or with duplicate names (RFC 7515 §4), one
 * with `crit` or `b64` (RFC 7797), which receivers must understand or refuse, and one that contains
 * a key (RFC 7515 §4.1).
 */
function isCompact(token: string): boolean {
  const [header, ...others] = token.split('.');
  return header === HEADER && others.length === 2 && others.every(isCanonical);
}

const isCanonical = (part: string): boolean =>
  part !== '' && Buffer.from(part, 'base64url').toString('base64url') === part;
