/** Maximum number of characters shown per part. Longer text ends in an ellipsis. */
const SHOWN = 40;
/** Pixels: the advance of a 12-pixel letter, and the padding on either side of a text. */
const LETTER = 7;
const PADDING = 10;
const HEIGHT = 24;
/** Baseline of the text, from the top. */
const BASELINE = 16;

/**
 * An SVG of two adjacent parts, the label and the count. Its size depends only on its texts: each
 * is fitted into a fixed number of pixels per character, regardless of the available fonts.
 *
 * White on #24292f and on #0a6640 has a contrast of 14.7 and 6.9; WCAG requires 4.5.
 */
export function badge(label: string, value: string): string {
  const [left, right] = [part(label), part(value)];
  const width = left.width + right.width;
  const said = escape(`${label}: ${value}`);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${HEIGHT}" viewBox="0 0 ${width} ${HEIGHT}" role="img" aria-label="${said}">`,
    `<title>${said}</title>`,
    `<rect width="${width}" height="${HEIGHT}" rx="4" fill="#24292f"/>`,
    // Rounded on the right, square where the parts meet.
    `<path d="M${left.width} 0h${right.width - 4}a4 4 0 0 1 4 4v${HEIGHT - 8}a4 4 0 0 1-4 4h-${right.width - 4}z" fill="#0a6640"/>`,
    `<g fill="#fff" font-family="ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace" font-size="12">`,
    letters(PADDING, left),
    letters(left.width + PADDING, right),
    '</g>',
    '</svg>',
  ].join('');
}

interface Part {
  readonly text: string;
  readonly textWidth: number;
  readonly width: number;
}

function part(whole: string): Part {
  const characters = [...whole];
  const text = characters.length > SHOWN ? `${characters.slice(0, SHOWN - 1).join('')}…` : whole;
  const textWidth = Math.max(1, [...text].length) * LETTER;
  return { text, textWidth, width: textWidth + 2 * PADDING };
}

const letters = (x: number, { text, textWidth }: Part): string =>
  `<text x="${x}" y="${BASELINE}" textLength="${textWidth}" lengthAdjust="spacingAndGlyphs">${escape(text)}</text>`;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/**
 * Escapes text for XML content and attributes, and removes characters that XML 1.0 does not allow.
 */
const escape = (text: string): string =>
  text
    .replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '')
    .replace(/[&<>"']/g, (character) => ENTITIES[character]!);
