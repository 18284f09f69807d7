import { offsetSeconds } from './zone';

interface Style {
  /** The text for UTC itself. */
  readonly zero: string;
  readonly prefix: string;
  readonly colon: boolean;
  /** Whether hours can have one digit. */
  readonly shortHours: boolean;
  readonly minutes: 'always' | 'unless zero';
  readonly seconds: boolean;
}

/** The offset format of a pattern letter. Null for a letter of any other field. */
export function offsetStyle(letter: string, count: number): Style | null {
  const localized = letter === 'O' || (letter === 'Z' && count === 4);
  if (localized) {
    const brief = count === 1;
    const minutes = brief ? 'unless zero' : 'always';
    return { zero: 'GMT', prefix: 'GMT', colon: true, shortHours: brief, minutes, seconds: true };
  }
  const plain = { prefix: '', shortHours: false } as const;
  if (letter === 'Z' && count < 4) {
    return { ...plain, zero: '+0000', colon: false, minutes: 'always', seconds: false };
  }
  if (!'XxZ'.includes(letter)) return null;
  const colon = count === 3 || count === 5;
  const zero = letter !== 'x' ? 'Z' : count === 1 ? '+00' : colon ? '+00:00' : '+0000';
  const minutes = count === 1 ? 'unless zero' : 'always';
  return { ...plain, zero, colon, minutes, seconds: count > 3 };
}

export function writeOffset(seconds: number, style: Style): string {
  const distance = Math.abs(seconds);
  const hours = Math.floor(distance / 3600);
  const minutes = Math.floor(distance / 60) % 60;
  const rest = style.seconds ? distance % 60 : 0;
  if (hours === 0 && minutes === 0 && rest === 0) return style.zero;
  const two = (value: number) => String(value).padStart(2, '0');
  const parts = [style.shortHours ? String(hours) : two(hours)];
  if (style.minutes === 'always' || minutes !== 0 || rest !== 0) parts.push(two(minutes));
  if (rest !== 0) parts.push(two(rest));
  return style.prefix + (seconds < 0 ? '-' : '+') + parts.join(style.colon ? ':' : '');
}

/** Parses an offset at a position of a text. Null if there is none in this style. */
export function readOffset(
  text: string,
  at: number,
  style: Style,
): { seconds: number; end: number } | null {
  const colon = style.colon ? ':' : '';
  const more = style.seconds ? `(?:${colon}\\d\\d)?` : '';
  const minutes = `${colon}\\d\\d${more}`;
  const hours = style.shortHours ? '\\d{1,2}' : '\\d\\d';
  const whole = style.minutes === 'always' ? hours + minutes : `${hours}(?:${minutes})?`;
  const expression = new RegExp(`${style.prefix}([+-]${whole})`, 'y');
  expression.lastIndex = at;
  const match = expression.exec(text);
  if (match) {
    const seconds = offsetSeconds(match[1] ?? '');
    return seconds === null ? null : { seconds, end: expression.lastIndex };
  }
  return text.startsWith(style.zero, at) ? { seconds: 0, end: at + style.zero.length } : null;
}
