import { hkdfSync } from 'node:crypto';
import { readJwtSecret } from '../functions/lib/jwtSecret';

const SECRET_BYTES = 32;

/**
 * The secrets with which the CDN proves to its origin that a request comes from it. They are derived
 * from those in `JwtSecret`, reveal nothing about them (RFC 5869), and are rotated with them: the CDN
 * sends the one of the first secret, and its origin also accepts the one of the last.
 *
 * @param jwtSecret as in `readJwtSecret`
 */
export function originSecrets(jwtSecret: string): { current: string; previous: string } {
  const derived = readJwtSecret(jwtSecret).map((secret) =>
    Buffer.from(hkdfSync('sha256', secret, '', 'origin of the CDN', SECRET_BYTES)).toString(
      'base64url',
    ),
  );
  return { current: derived[0]!, previous: derived.at(-1)! };
}
