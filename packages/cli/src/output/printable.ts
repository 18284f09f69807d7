/**
 * Characters that act on a terminal instead of appearing in it: control characters, except for tab
 * and line feed, and those that reorder text.
 */
const ACTING = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

/** A server's text without characters that could deceive the reader of a terminal. */
export const printable = (text: string): string => text.replaceAll(ACTING, '');

/** The same on a single line. */
export const printableLine = (text: string): string => printable(text).replaceAll(/\s+/g, ' ');
