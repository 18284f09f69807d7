import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** 256 random bits in 43 URL-safe characters. */
export const randomToken = (): string => randomBytes(32).toString('base64url');

/** SHA-256 in hex. Stored instead of a credential. */
export const sha256Hex = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Compares digests, which have equal length, in a time that reveals nothing about the texts. */
export const sameText = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b));

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
