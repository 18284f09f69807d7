import { createSecretKey, type KeyObject } from 'node:crypto';
import jwt, { type JwtPayload } from 'jsonwebtoken';
import { config } from './config';
import { readJwtSecret } from './jwtSecret';

const ISSUER = 'akasha-labs';

/** What a JWT of ours is for; one made for one purpose never passes for another. */
export type Audience = 'akasha-labs/session' | 'akasha-labs/sign-in';

let keys: readonly [KeyObject, ...KeyObject[]] | undefined;

/** Made once: given a string, jsonwebtoken makes a key again for every token it verifies. */
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

/** The claims of a JWT that we signed for this purpose and that has not expired, else nothing. */
export function verifyJwt(audience: Audience, token: string): JwtPayload | undefined {
  for (const key of signingKeys()) {
    const claims = verifyWith(key, audience, token);
    if (claims) return claims;
  }
  return undefined;
}

function verifyWith(key: KeyObject, audience: Audience, token: string): JwtPayload | undefined {
  try {
    const claims = jwt.verify(token, key, { algorithms: ['HS256'], issuer: ISSUER, audience });
    return typeof claims === 'object' && claims.exp !== undefined ? claims : undefined;
  } catch {
    // Whatever a stranger sends, from garbage to an old token, is refused in the same way.
    return undefined;
  }
}
