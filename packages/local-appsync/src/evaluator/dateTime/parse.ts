import { Fault } from '../invocation';
import { fieldValues, firstNumber, localOf, textsOf, yearOf, type Local } from './fields';
import { offsetStyle, readOffset } from './offset';
import { digitsOf, readPattern, type Element } from './pattern';
import { momentOf, zoneOf, type Zone } from './zone';

/** Parsed values: numbers by letter, `S` in nanoseconds, and the zone if the text contains one. */
interface Parsed {
  readonly at: number;
  readonly fields: Readonly<Record<string, number>>;
  readonly zone?: Zone;
}

/**
 * Parses a timestamp with a Java pattern, and returns epoch milliseconds. Resolves as Java's
 * formatter does in SMART mode: a day beyond the end of its month is the last one, 24:00 is the
 * next midnight, and any other contradiction is rejected.
 *
 * @param zone time zone of timestamps that contain none
 */
export function parseMoment(timestamp: string, pattern: string, zone: Zone | null): number {
  const refuse = (why: string) => new Fault(`${timestamp} does not match ${pattern}: ${why}`);
  const parsed = read(readPattern(pattern), { at: 0, fields: {} }, timestamp);
  if (!parsed || parsed.at !== timestamp.length) throw refuse('the text differs');
  const { fields } = parsed;
  for (const [letter, value] of Object.entries(fields)) {
    const [min, max] = ranges[letter] ?? [0, Infinity];
    if (value < min || value > max) throw refuse(`${value} is not a value of ${letter}`);
  }
  const day = resolveDay(fields);
  const time = resolveTime(fields);
  if (day === null) throw refuse('it has no complete date');
  if (time === null) throw refuse('it has no time of day');
  const local = day + Math.floor(time);
  yearOf(local);
  if (!consistent(fields, day, time)) throw refuse('its fields contradict each other');
  const place = parsed.zone ?? zone;
  if (!place) throw refuse('it has no time zone');
  return momentOf(local, place);
}

const ranges: Readonly<Record<string, readonly [number, number]>> = {
  // Years before 1 are not supported.
  G: [1, 1],
  F: [1, 7],
  u: [1, 9999],
  y: [1, 9999],
  M: [1, 12],
  L: [1, 12],
  d: [1, 31],
  D: [1, 366],
  a: [0, 1],
  H: [0, 24],
  k: [0, 24],
  h: [0, 12],
  K: [0, 11],
  m: [0, 59],
  s: [0, 59],
  A: [0, 86_399_999],
  N: [0, 86_399_999_999_999],
  n: [0, 999_999_999],
};

function read(elements: readonly Element[], from: Parsed, text: string): Parsed | null {
  let parsed: Parsed = from;
  for (const [index, element] of elements.entries()) {
    let next: Parsed | null;
    if (element.kind === 'literal') {
      const found = text.startsWith(element.text, parsed.at);
      next = found ? { ...parsed, at: parsed.at + element.text.length } : null;
    } else if (element.kind === 'optional') {
      next = read(element.elements, parsed, text) ?? parsed;
    } else if (element.kind === 'padded') {
      next = readPadded(element, parsed, text);
    } else {
      const { letter, count } = element;
      next = readField(letter, count, parsed, text, reserved(elements, index + 1));
    }
    if (!next) return null;
    parsed = next;
  }
  return parsed;
}

/** Parses spaces and a field that together fill the width. */
function readPadded(
  { width, field: { letter, count } }: Extract<Element, { kind: 'padded' }>,
  parsed: Parsed,
  text: string,
): Parsed | null {
  const end = parsed.at + width;
  const within = text.slice(0, end);
  const spaces = /^ */.exec(within.slice(parsed.at))?.[0].length ?? 0;
  const next = readField(letter, count, { ...parsed, at: parsed.at + spaces }, within, 0);
  return next?.at === end ? next : null;
}

/** The number of digits in the fixed-width numbers that follow directly. */
function reserved(elements: readonly Element[], from: number): number {
  let sum = 0;
  for (const element of elements.slice(from)) {
    const digits = element.kind === 'field' ? digitsOf(element.letter, element.count) : null;
    if (!digits || digits.min !== digits.max) return sum;
    sum += digits.max;
  }
  return sum;
}

function readField(
  letter: string,
  count: number,
  parsed: Parsed,
  text: string,
  reserve: number,
): Parsed | null {
  const { at } = parsed;
  if (letter === 'z' && count === 4) throw new Fault('the pattern zzzz is not supported');
  if (letter === 'V' || letter === 'z') return readZone(letter, parsed, text);
  const style = offsetStyle(letter, count);
  if (style) {
    const offset = readOffset(text, at, style);
    return offset && { ...parsed, at: offset.end, zone: fixed(offset.seconds) };
  }
  const texts = textsOf(letter, count);
  if (texts) {
    if (count === 5) throw new Fault(`the pattern letter ${letter} is ambiguous in one character`);
    const index = texts.findIndex((name) => text.startsWith(name, at));
    const name = texts[index];
    return name === undefined
      ? null
      : withField(parsed, letter, index + firstNumber(letter), at + name.length);
  }
  const digits = digitsOf(letter, count);
  return digits && readNumber(letter, count, digits, parsed, text, reserve);
}

function readNumber(
  letter: string,
  count: number,
  { min, max }: { min: number; max: number },
  parsed: Parsed,
  text: string,
  reserve: number,
): Parsed | null {
  const available = /^\d*/.exec(text.slice(parsed.at))?.[0].length ?? 0;
  const width = min === max ? min : Math.min(max, Math.max(min, available - reserve));
  // A year with more digits than letters needs a plus sign, and is not supported.
  const tooLong = 'uyY'.includes(letter) && count > 3 && width > count;
  if (width > available || tooLong) return null;
  const end = parsed.at + width;
  const shown = text.slice(parsed.at, end);
  if (letter === 'S') return withField(parsed, 'S', Number(shown.padEnd(9, '0')), end);
  const reduced = 'uyY'.includes(letter) && count === 2;
  return withField(parsed, letter, Number(shown) + (reduced ? 2000 : 0), end);
}

/** Adds a field. Null if it was parsed before with a different value. */
function withField(parsed: Parsed, letter: string, value: number, at: number): Parsed | null {
  const earlier = parsed.fields[letter];
  if (earlier !== undefined && earlier !== value) return null;
  return { ...parsed, at, fields: { ...parsed.fields, [letter]: value } };
}

const fixed = (seconds: number): Zone => ({ id: '', fixed: true, offsetAt: () => seconds });

/**
 * Parses a zone identifier, or an abbreviation: UTC or GMT, the only ones that mean the same zone
 * everywhere.
 */
function readZone(letter: string, parsed: Parsed, text: string): Parsed | null {
  const expression = letter === 'V' ? /[\w/+:~-]+/y : /UTC|GMT/y;
  expression.lastIndex = parsed.at;
  const id = expression.exec(text)?.[0];
  if (id === undefined) return null;
  return { ...parsed, at: parsed.at + id.length, zone: zoneOf(id) };
}

function resolveDay(fields: Parsed['fields']): Local | null {
  const year = fields['u'] ?? fields['y'];
  const month = fields['M'] ?? fields['L'];
  const { d: day, D: ofYear } = fields;
  if (year === undefined) return null;
  if (month !== undefined && day !== undefined) {
    const last = new Date(localOf(year, month + 1, 0)).getUTCDate();
    return localOf(year, month, Math.min(day, last));
  }
  return month === undefined && ofYear !== undefined ? localOf(year, 1, ofYear) : null;
}

/** Milliseconds of the day. */
function resolveTime(fields: Parsed['fields']): number | null {
  const { A: ms, N: nano, m: minute, s: second } = fields;
  const fraction = fields['S'] ?? fields['n'];
  if (nano !== undefined) return nano / 1e6;
  if (ms !== undefined) return ms;
  const hour = resolveHour(fields);
  const gap =
    (minute === undefined && (second ?? fraction) !== undefined) ||
    (second === undefined && fraction !== undefined);
  if (hour === null || gap) return null;
  return ((hour * 60 + (minute ?? 0)) * 60 + (second ?? 0)) * 1000 + (fraction ?? 0) / 1e6;
}

function resolveHour({ H, k, a, K, h }: Parsed['fields']): number | null {
  if (H !== undefined) return H;
  if (k !== undefined) return k % 24;
  const half = K ?? (h === undefined ? undefined : h % 12);
  return a === undefined || half === undefined ? null : a * 12 + half;
}

const DAY_MS = 86_400_000;

/** Whether every parsed field matches the date and time. */
function consistent(fields: Parsed['fields'], day: Local, time: number): boolean {
  if (time > DAY_MS) return false;
  const ofDay = time === DAY_MS ? 0 : time;
  return Object.entries(fields).every(([letter, value]) => {
    // The day may have been clamped, midnight may have been 24 or 0.
    if (letter === 'd' || (letter === 'H' && value === 24)) return true;
    if ('kh'.includes(letter) && value === 0) return consistentZero(letter, day + ofDay);
    if (letter === 'S' || letter === 'n') {
      return Math.floor(value / 1e6) === Math.floor(ofDay) % 1000;
    }
    if (letter === 'N') return Math.floor(value / 1e6) === Math.floor(ofDay);
    return fieldValues[letter]?.(day + Math.floor(ofDay)) === value;
  });
}

const consistentZero = (letter: string, local: Local) =>
  fieldValues[letter]?.(Math.floor(local)) === (letter === 'k' ? 24 : 12);
