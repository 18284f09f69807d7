import { Fault } from '../invocation';

/** A place's or a fixed distance from UTC. */
export interface Zone {
  readonly id: string;
  /** Whether the distance never changes and has no name but its identifier. */
  readonly fixed: boolean;
  /** Seconds to add to UTC at a moment of epoch milliseconds. */
  offsetAt(ms: number): number;
}

const OFFSET = /^([+-])(\d{1,2})(?::?(\d\d)(?::?(\d\d))?)?$/;
// How Java takes them: hours of one digit only alone, colons everywhere or nowhere.
const OFFSET_ID = /^[+-](?:\d{1,2}|\d{4}|\d{6}|\d\d:\d\d(?::\d\d)?)$/;
const PREFIXED = /^(UTC|GMT|UT)([+-].*)$/;

/**
 * A zone as Java's `ZoneId.of` knows it: an offset, `UTC` and the like with or without one, or a name of
 * the IANA database, in its own spelling.
 *
 * @see https://docs.oracle.com/javase/8/docs/api/java/time/ZoneId.html#of-java.lang.String-
 */
export function zoneOf(id: string): Zone {
  if (id === 'Z') return fixedZone(id, 0);
  if (['UTC', 'GMT', 'UT'].includes(id)) return fixedZone(id, 0);
  const [, prefix, rest] = PREFIXED.exec(id) ?? [];
  const offset = rest ?? id;
  const seconds = OFFSET_ID.test(offset) ? offsetSeconds(offset) : null;
  if (seconds === null) return regionOf(id);
  return fixedZone((prefix ?? '') + offsetText(seconds, prefix ? '' : 'Z'), seconds);
}

/** Seconds of `+8`, `+08`, `+0800`, `+08:00` and the like; null when it is none. */
export function offsetSeconds(text: string): number | null {
  const [, sign, hours, minutes = '0', seconds = '0'] = OFFSET.exec(text) ?? [];
  if (!sign || Number(minutes) > 59 || Number(seconds) > 59) return null;
  const distance = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  return distance > 18 * 3600 ? null : sign === '-' ? 0 - distance : distance;
}

function offsetText(seconds: number, zero: string): string {
  if (seconds === 0) return zero;
  const distance = Math.abs(seconds);
  const parts = [Math.floor(distance / 3600), Math.floor(distance / 60) % 60];
  if (distance % 60 !== 0) parts.push(distance % 60);
  return (seconds < 0 ? '-' : '+') + parts.map((part) => String(part).padStart(2, '0')).join(':');
}

function fixedZone(id: string, seconds: number): Zone {
  return { id, fixed: true, offsetAt: () => seconds };
}

// Of three letters Java takes these alone; the engine also knows abbreviations like PST.
const threeLetters = ['CET', 'EET', 'MET', 'WET', 'PRC', 'ROK', 'UCT'];

const regions = new Map<string, Zone>();

function regionOf(id: string): Zone {
  const known = regions.get(id);
  if (known) return known;
  const format = offsetFormat(id);
  if (!format) throw new Fault(`${id} is not a time zone`);
  const zone: Zone = {
    id,
    fixed: false,
    offsetAt(ms) {
      const name = format.formatToParts(ms).find(({ type }) => type === 'timeZoneName')?.value;
      return offsetSeconds((name ?? '').replace(/^GMT/, '')) ?? 0;
    },
  };
  regions.set(id, zone);
  return zone;
}

function offsetFormat(id: string): Intl.DateTimeFormat | null {
  // The engine takes any case, Java does not.
  if (/^[A-Z]{3}$/.test(id) && !threeLetters.includes(id)) return null;
  if (!id.split('/').every((part) => /^[A-Z]/.test(part))) return null;
  try {
    const format = new Intl.DateTimeFormat('en-US', { timeZone: id, timeZoneName: 'longOffset' });
    const { timeZone } = format.resolvedOptions();
    const sameName = timeZone.toLowerCase() === id.toLowerCase();
    return sameName && timeZone !== id ? null : format;
  } catch {
    return null;
  }
}

const DAY_MS = 86_400_000;

/**
 * The moment when clocks in a zone show a local time. Of two such moments it is the first; a time that
 * was skipped is as much later as was skipped.
 *
 * @param local epoch milliseconds as if the zone were UTC
 * @see https://docs.oracle.com/javase/8/docs/api/java/time/ZonedDateTime.html#ofLocal-java.time.LocalDateTime-java.time.ZoneId-java.time.ZoneOffset-
 */
export function momentOf(local: number, zone: Zone): number {
  const before = local - zone.offsetAt(local - DAY_MS) * 1000;
  const after = local - zone.offsetAt(local + DAY_MS) * 1000;
  const holds = (moment: number) => moment + zone.offsetAt(moment) * 1000 === local;
  return !holds(before) && holds(after) ? after : before;
}
