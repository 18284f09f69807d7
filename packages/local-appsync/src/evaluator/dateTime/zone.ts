import { Fault } from '../invocation';

/** A time zone: a region, or a fixed offset from UTC. */
export interface Zone {
  readonly id: string;
  /** Whether the offset never changes and the zone has no name besides its identifier. */
  readonly fixed: boolean;
  /** Seconds to add to UTC at a time in epoch milliseconds. */
  offsetAt(ms: number): number;
}

const OFFSET = /^([+-])(\d{1,2})(?::?(\d\d)(?::?(\d\d))?)?$/;
// Formats that Java accepts: one-digit hours only without minutes, colons everywhere or nowhere.
const OFFSET_ID = /^[+-](?:\d{1,2}|\d{4}|\d{6}|\d\d:\d\d(?::\d\d)?)$/;
const PREFIXED = /^(UTC|GMT|UT)([+-].*)$/;

/**
 * Parses a zone identifier as Java's `ZoneId.of` does: an offset, `UTC`, `GMT` or `UT` with or
 * without an offset, or a name from the IANA database in its exact spelling.
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

/**
 * Parses `+8`, `+08`, `+0800`, `+08:00` and similar offsets to seconds. Null for any other text.
 */
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

// The only three-letter names that Java accepts. The engine also accepts others, such as PST.
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
  // The engine ignores case. Java does not.
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
 * Converts a local time in a zone to epoch milliseconds. If the local time occurs twice, returns
 * the first. If it is skipped, returns a time that is later by the length of the gap.
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
