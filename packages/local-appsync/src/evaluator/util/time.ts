import { number, text } from '../arguments';
import { formatMoment } from '../dateTime/format';
import { parseMoment } from '../dateTime/parse';
import { zoneOf, type Zone } from '../dateTime/zone';
import { Fault, type HostFunctions } from '../invocation';

/**
 * `util.time.*`. Formats in UTC when the time zone is omitted.
 *
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/time-helpers-in-util-time-js.html
 */
export const time: HostFunctions = {
  nowISO8601: ({ now }) => iso(now()),
  nowEpochSeconds: ({ now }) => Math.floor(now() / 1000),
  nowEpochMilliSeconds: ({ now }) => now(),
  parseISO8601ToEpochMilliSeconds: (_, [timestamp]) => parse(text(timestamp, 'timestamp')),
  epochMilliSecondsToSeconds: (_, [ms]) => Math.floor(number(ms, 'milliseconds') / 1000),
  epochMilliSecondsToISO8601: (_, [ms]) => iso(number(ms, 'milliseconds')),
  nowFormatted: ({ now }, [pattern, zone]) =>
    formatMoment(now(), text(pattern, 'formatString'), zoneFrom(zone) ?? zoneOf('UTC')),
  epochMilliSecondsToFormatted: (_, [ms, pattern, zone]) =>
    formatMoment(
      number(ms, 'milliseconds'),
      text(pattern, 'formatString'),
      zoneFrom(zone) ?? zoneOf('UTC'),
    ),
  parseFormattedToEpochMilliSeconds: (_, [timestamp, pattern, zone]) =>
    parseMoment(text(timestamp, 'timestamp'), text(pattern, 'formatString'), zoneFrom(zone)),
};

/** Parses a time zone argument. Null when omitted. */
function zoneFrom(zone: unknown): Zone | null {
  return zone === undefined || zone === null ? null : zoneOf(text(zone, 'timezone'));
}

function iso(ms: number): string {
  const date = new Date(ms);
  if (Number.isNaN(date.getTime())) throw new Fault(`${ms} is not a time`);
  return date.toISOString();
}

const ISO_8601 = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d)$/;

/** Parses an ISO 8601 timestamp. Without an offset, it is not a point in time and is rejected. */
function parse(timestamp: string): number {
  const ms = ISO_8601.test(timestamp) ? Date.parse(timestamp) : NaN;
  if (Number.isNaN(ms)) throw new Fault(`${timestamp} is not an ISO 8601 timestamp`);
  return ms;
}
