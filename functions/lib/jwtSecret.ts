/** HS256 requires a key that is at least as long as its hash (RFC 7518 §3.2). */
const KEY_MIN_BYTES = 32;

/**
 * Reads `JwtSecret`: one secret, or several separated by commas. The first secret signs, and all of
 * them verify, so that a new secret can be put first while tokens signed with the old one remain
 * valid.
 *
 * @throws Error if a secret is too short; the message reveals nothing of the value
 */
export function readJwtSecret(value: string): readonly [Buffer, ...Buffer[]] {
  const keys = value.split(',').map((text) => Buffer.from(text));
  if (keys.some(({ length }) => length < KEY_MIN_BYTES)) {
    throw new Error(`JwtSecret must have at least ${KEY_MIN_BYTES} bytes.`);
  }
  return keys as [Buffer, ...Buffer[]];
}
