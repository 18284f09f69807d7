import { hkdfSync } from 'node:crypto';
import { readJwtSecret } from '../functions/lib/jwtSecret';

const KEY_BYTES = 8;

/**
 * The key that seals the page tokens of a stage's leaderboards: two 32-bit words in JSON, in the
 * format of `bundle`. It is derived from the first secret of `JwtSecret` and reveals nothing about
 * it (RFC 5869).
 *
 * @param jwtSecret as in `readJwtSecret`
 */
export function pageKey(jwtSecret: string): string {
  const [secret] = readJwtSecret(jwtSecret);
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'page tokens of leaderboards', KEY_BYTES));
  return JSON.stringify([key.readUInt32LE(0), key.readUInt32LE(4)]);
}
