/** Characters of a part that are shown; what is longer ends in an ellipsis. */
const SHOWN = 40;
/** Pixels: the advance of a letter of 12 pixels, and the space on either side of a text. */
const LETTER = 7;
const PADDING = 10;
const HEIGHT = 24;
/** The line that the letters stand on, from the top. */
const BASELINE = 16;

/**
 * An SVG of two parts side by side, what is counted and the count. Its size follows from its texts
 * alone: each is fitted into a fixed number of pixels for each character, whatever fonts there are.
 *
 * White on #24292f and on #0a6640 has contrasts of 14.7 and 6.9, where WCAG asks for 4.5.
 */
export function badge(label: string, value: string): string {
  const [left, right] = [part(label), part(value)];
  const width = left.width + right.width;
  const said = escape(`${label}: ${value}`);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${HEIGHT}" viewBox="0 0 ${width} ${HEIGHT}" role="img" aria-label="${said}">`,
    `<title>${said}</title>`,
    `<rect width="${width}" height="${HEIGHT}" rx="4" fill="#24292f"/>`,
    // Round on the right, square where the parts meet.
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

/** Text for XML, in content and in attributes, without the characters that XML 1.0 does not have. */
const escape = (text: string): string =>
  text
    .replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '')
    .replace(/[&<>"']/g, (character) => ENTITIES[character]!);
