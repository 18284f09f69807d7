import { Fault } from '../invocation';
import { fieldValues, firstNumber, textsOf, type Local } from './fields';
import { offsetStyle, writeOffset } from './offset';
import { digitsOf, readPattern, type Element } from './pattern';
import type { Zone } from './zone';

type Padded = Extract<Element, { kind: 'padded' }>;

interface Moment {
  readonly ms: number;
  readonly local: Local;
  readonly zone: Zone;
}

/** Formats epoch milliseconds in a time zone, with a Java pattern. */
export function formatMoment(ms: number, pattern: string, zone: Zone): string {
  const elements = readPattern(pattern);
  if (Number.isNaN(new Date(ms).getTime())) throw new Fault(`${ms} is not a time`);
  const whole = Math.floor(ms);
  return written(elements, { ms: whole, local: whole + zone.offsetAt(whole) * 1000, zone });
}

function written(elements: readonly Element[], moment: Moment): string {
  return elements
    .map((element) => {
      if (element.kind === 'literal') return element.text;
      // A moment has every field that a pattern can contain.
      if (element.kind === 'optional') return written(element.elements, moment);
      if (element.kind === 'padded') return padded(element, moment);
      return field(element.letter, element.count, moment);
    })
    .join('');
}

function padded({ width, field: { letter, count } }: Padded, moment: Moment): string {
  const text = field(letter, count, moment);
  if (text.length > width) throw new Fault(`${text} does not fit into ${width} characters`);
  return text.padStart(width);
}

function field(letter: string, count: number, { ms, local, zone }: Moment): string {
  if (letter === 'V') return zone.id;
  if (letter === 'z' && count < 4) return zoneName(zone, ms);
  if (letter === 'z') throw new Fault('the pattern zzzz is not supported');
  const style = offsetStyle(letter, count);
  if (style) return writeOffset(zone.offsetAt(ms), style);
  if (letter === 'S') return String(fieldValue('n', local)).padStart(9, '0').slice(0, count);
  const value = fieldValue(letter, local);
  const texts = textsOf(letter, count);
  if (texts) return texts[value - firstNumber(letter)] ?? '';
  const { min } = digitsOf(letter, count) ?? { min: 1 };
  const shown = 'uyY'.includes(letter) && count === 2 ? value % 100 : value;
  return String(shown).padStart(min, '0');
}

function fieldValue(letter: string, local: Local): number {
  const value = fieldValues[letter];
  if (!value) throw new Fault(`the pattern letter ${letter} is not supported`);
  return value(local);
}

/**
 * Java's abbreviation of a zone. It comes from the engine, whose abbreviations are the same, except
 * for zones named after GMT: the engine calls them UTC. For those, and for zones that have no
 * abbreviation in the engine, it throws a `Fault`.
 */
function zoneName(zone: Zone, ms: number): string {
  if (zone.fixed) return zone.id;
  const name = new Intl.DateTimeFormat('en-US', { timeZone: zone.id, timeZoneName: 'short' })
    .formatToParts(ms)
    .find(({ type }) => type === 'timeZoneName')?.value;
  const misnamed = name === 'UTC' && zone.id.includes('GMT');
  if (name && /^[A-Z]+$/.test(name) && !misnamed) return name;
  throw new Fault(`the pattern letter z is not supported for ${zone.id}`);
}
