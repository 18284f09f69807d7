import { createHash } from 'node:crypto';
import { sameText } from './secret';

/** An S256 challenge: SHA-256 in unpadded base64url (RFC 7636 §4.2). */
export const CHALLENGE_PATTERN = /^[A-Za-z0-9_-]{43}$/;

/** A verifier: 43 to 128 unreserved characters (RFC 7636 §4.1). */
export const VERIFIER_PATTERN = /^[A-Za-z0-9._~-]{43,128}$/;

/** The S256 challenge of a verifier. */
export const challengeOf = (verifier: string): string =>
  createHash('sha256').update(verifier).digest('base64url');

/** Whether a challenge was derived from a verifier. Compares in constant time. */
export const provesChallenge = (verifier: string, challenge: string): boolean =>
  sameText(challengeOf(verifier), challenge);
