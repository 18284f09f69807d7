/**
 * Characters that act on a terminal instead of appearing in it: control characters, except for tab
 * and line feed, and those that reorder text.
 */
const ACTING = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

/** A server's text without characters that could deceive the reader of a terminal. */
export const printable = (text: string): string => text.replaceAll(ACTING, '');

/** The same on a single line. */
export const printableLine = (text: string): string => printable(text).replaceAll(/\s+/g, ' ');

const escape = (character: string): string =>
  `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** Text in which such characters can be seen instead. JSON stays the same document. */
export const escaped = (text: string): string => text.replaceAll(ACTING, escape);

/** A path or a name, on a single line. */
export const escapedLine = (text: string): string => escaped(text).replaceAll(/[\t\n]/g, escape);
