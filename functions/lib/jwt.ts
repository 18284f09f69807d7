import { createSecretKey, type KeyObject } from 'node:crypto';
import jwt, { type JwtPayload } from 'jsonwebtoken';
import { config } from './config';

const ISSUER = 'akasha-labs';

/** What a JWT of ours is for; one made for one purpose never passes for another. */
export type Audience = 'akasha-labs/session' | 'akasha-labs/sign-in';

/** HS256 asks for a key no shorter than its hash (RFC 7518 §3.2). */
const KEY_MIN_BYTES = 32;

let key: KeyObject | undefined;

/** Made once: given a string, jsonwebtoken makes a key again for every token it verifies. */
function signingKey(): KeyObject {
  if (!key) {
    const secret = Buffer.from(config.JwtSecret.value);
    if (secret.length < KEY_MIN_BYTES) {
      throw new Error(`JwtSecret must have at least ${KEY_MIN_BYTES} bytes.`);
    }
    key = createSecretKey(secret);
  }
  return key;
}

/**
 * Signs claims for one purpose.
 * @param claims with `exp` in epoch seconds: nothing of ours lasts for ever
 */
export function signJwt(audience: Audience, claims: JwtPayload & { exp: number }): string {
  return jwt.sign({ ...claims, iss: ISSUER, aud: audience }, signingKey(), { algorithm: 'HS256' });
}

/** The claims of a JWT that we signed for this purpose and that has not expired, else nothing. */
export function verifyJwt(audience: Audience, token: string): JwtPayload | undefined {
  const key = signingKey();
  try {
    const claims = jwt.verify(token, key, { algorithms: ['HS256'], issuer: ISSUER, audience });
    return typeof claims === 'object' && claims.exp !== undefined ? claims : undefined;
  } catch {
    // Whatever a stranger sends, from garbage to an old token, is refused in the same way.
    return undefined;
  }
}
