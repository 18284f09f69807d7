/**
 * Characters that a terminal or a browser does not show as they are: controls other than newline and
 * tab, and the marks that reorder the text around them.
 *
 * @see https://trojansource.codes/
 */
const INVISIBLE =
  /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u200E\u200F\u202A-\u202E\u2066-\u2069]/u;

/** The text of a file, or what is wrong with it. */
export function parseText(bytes: Uint8Array): { text?: string; problems: string[] } {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return { problems: ['is not UTF-8'] };
  }
  if (text.startsWith('\uFEFF')) return { problems: ['begins with a byte order mark; remove it'] };
  const at = text.search(INVISIBLE);
  if (at === -1) return { text, problems: [] };
  const line = text.slice(0, at).split('\n').length;
  const code = text.codePointAt(at)!.toString(16).toUpperCase().padStart(4, '0');
  return { problems: [`has the invisible character U+${code} at line ${line}; remove it`] };
}
