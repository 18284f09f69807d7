import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits in 43 URL-safe characters. */
export const randomText = (): string => randomBytes(32).toString('base64url');

/** The S256 challenge of a verifier (RFC 7636 §4.2). */
export const challengeOf = (verifier: string): string =>
  createHash('sha256').update(verifier).digest('base64url');
