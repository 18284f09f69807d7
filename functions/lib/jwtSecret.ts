/** HS256 asks for a key no shorter than its hash (RFC 7518 §3.2). */
const KEY_MIN_BYTES = 32;

/**
 * Reads `JwtSecret`: one secret, or several with commas between them. The first signs and each verifies,
 * so that a new one can come first while tokens of the old one live on.
 *
 * @throws Error that shows nothing of the value, when a secret in it is too short
 */
export function readJwtSecret(value: string): readonly [Buffer, ...Buffer[]] {
  const keys = value.split(',').map((text) => Buffer.from(text));
  if (keys.some(({ length }) => length < KEY_MIN_BYTES)) {
    throw new Error(`JwtSecret must have at least ${KEY_MIN_BYTES} bytes.`);
  }
  return keys as [Buffer, ...Buffer[]];
}
