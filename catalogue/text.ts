/**
 * Characters that a terminal or a browser does not show as they are: controls other than newline and
 * tab, marks that reorder the text around them, other line breaks, and characters without a width.
 * Those that join and separate letters (U+200C and U+200D) are part of words.
 *
 * @see https://trojansource.codes/
 */
const INVISIBLE =
  /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u061C\u200B\u200E\u200F\u2028-\u202E\u2060\u2066-\u2069\uFEFF]/u;

/** Whether a text can be shown as it is. */
export const isVisible = (text: string): boolean => !INVISIBLE.test(text);

/** The text of a file, or what is wrong with it. */
export function parseText(bytes: Uint8Array): { text?: string; problems: string[] } {
  const text = decode(bytes);
  if (text === undefined) return { problems: [`is not UTF-8 at line ${lineOfMistake(bytes)}`] };
  if (text.startsWith('\uFEFF')) return { problems: ['begins with a byte order mark; remove it'] };
  const at = text.search(INVISIBLE);
  if (at === -1) return { text, problems: [] };
  const line = text.slice(0, at).split('\n').length;
  const code = text.codePointAt(at)!.toString(16).toUpperCase().padStart(4, '0');
  return { problems: [`has the invisible character U+${code} at line ${line}; remove it`] };
}

/** @returns undefined for anything but UTF-8 */
function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** The first line that is not UTF-8. No character has the byte of a newline as a part. */
function lineOfMistake(bytes: Uint8Array): number {
  let line = 1;
  for (let start = 0; ; line += 1) {
    const end = bytes.indexOf(0x0a, start);
    if (end === -1 || decode(bytes.subarray(start, end)) === undefined) return line;
    start = end + 1;
  }
}
