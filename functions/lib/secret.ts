import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** 256 random bits in 43 characters that fit a URL. */
export const randomToken = (): string => randomBytes(32).toString('base64url');

/** SHA-256 in hex: what is stored instead of a credential. */
export const sha256Hex = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Compares digests, which have one length, in a time that says nothing about the texts. */
export const sameText = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b));

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
