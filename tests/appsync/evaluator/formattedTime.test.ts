import { describe, expect, it } from 'vitest';
import { run, valueOf } from './handler';

const TIME =
  'https://docs.aws.amazon.com/appsync/latest/devguide/time-helpers-in-util-time-js.html';
const PATTERNS =
  'https://docs.oracle.com/javase/8/docs/api/java/time/format/DateTimeFormatter.html#patterns';
const ZONES =
  'https://docs.oracle.com/javase/8/docs/api/java/time/ZoneId.html#of-java.lang.String-';

const FEBRUARY = 1_517_943_695_750; // 2018-02-06T19:01:35.750Z, a Tuesday
const JUNE = 1_530_000_000_007; // 2018-06-26T08:00:00.007Z, a Tuesday
const NEW_YEAR = 1_483_142_400_000; // 2016-12-31T00:00:00Z, a Saturday
const LAST_MONDAY = 1_546_214_400_000; // 2018-12-31T00:00:00Z

const quoted = (text: string) => JSON.stringify(text);

/** id, source, moment, pattern, zone, text: all of them what OpenJDK 17 writes in American English. */
const written: readonly (readonly [string, string, number, string, string, string])[] = [
  ['offset', TIME, FEBRUARY, 'yyyy-MM-dd HH:mm:ssZ', 'Australia/Perth', '2018-02-07 03:01:35+0800'],
  ['zulu', PATTERNS, FEBRUARY, "uuuu-MM-dd'T'HH:mm:ss.SSSXXX", 'UTC', '2018-02-06T19:01:35.750Z'],
  ['quote', PATTERNS, FEBRUARY, "hh 'o''clock' a ''", 'UTC', "07 o'clock PM '"],
  [
    'month',
    PATTERNS,
    FEBRUARY,
    'M MM MMM MMMM MMMMM L LLLL',
    'UTC',
    '2 02 Feb February F 2 February',
  ],
  [
    'weekday',
    PATTERNS,
    FEBRUARY,
    'E EEEE EEEEE e ee eee c cccc',
    'UTC',
    'Tue Tuesday T 3 03 Tue 3 Tuesday',
  ],
  ['quarter', PATTERNS, JUNE, 'Q QQ QQQ QQQQ q', 'UTC', '2 02 Q2 2nd quarter 2'],
  ['day', PATTERNS, FEBRUARY, 'd dd D DD DDD', 'UTC', '6 06 37 37 037'],
  ['year', PATTERNS, FEBRUARY, 'y yy yyyyy u uu', 'UTC', '2018 18 02018 2018 18'],
  ['week', PATTERNS, FEBRUARY, 'w ww W', 'UTC', '6 06 2'],
  ['week-year', PATTERNS, LAST_MONDAY, "YYYY-'W'ww-e yyyy", 'UTC', '2019-W01-2 2018'],
  ['week-year-end', PATTERNS, NEW_YEAR, "YYYY-'W'ww-e W", 'UTC', '2016-W53-7 5'],
  ['midnight', PATTERNS, NEW_YEAR, 'H HH h K k kk a', 'UTC', '0 00 12 0 24 24 AM'],
  ['afternoon', PATTERNS, FEBRUARY, 'H h hh K k a', 'UTC', '19 7 07 7 19 PM'],
  [
    'fraction',
    PATTERNS,
    JUNE,
    'S SS SSS SSSSSS A n N',
    'UTC',
    '0 00 007 007000 28800007 7000000 28800007000000',
  ],
  ['offsets-X', PATTERNS, JUNE, 'X XX XXX XXXX XXXXX', '-03:30', '-0330 -0330 -03:30 -0330 -03:30'],
  ['offsets-x', PATTERNS, JUNE, 'x xx xxx X', 'UTC', '+00 +0000 +00:00 Z'],
  [
    'offsets-Z',
    PATTERNS,
    JUNE,
    'Z ZZZZ ZZZZZ O OOOO',
    'America/New_York',
    '-0400 GMT-04:00 -04:00 GMT-4 GMT-04:00',
  ],
  ['zone', PATTERNS, JUNE, 'VV z', 'America/New_York', 'America/New_York EDT'],
  ['zone-winter', PATTERNS, FEBRUARY, 'VV z', 'America/New_York', 'America/New_York EST'],
  ['zone-offset', ZONES, JUNE, 'VV z XXX', '+5', '+05:00 +05:00 +05:00'],
  ['zone-prefix', ZONES, JUNE, 'VV XXX', 'GMT+2', 'GMT+02:00 +02:00'],
  ['zone-zero', ZONES, JUNE, 'VV', 'UTC+0', 'UTC'],
  ['zone-minus-zero', ZONES, JUNE, 'VV', '-00:00', 'Z'],
  ['zone-quarter', ZONES, JUNE, 'HH:mm', 'Asia/Kathmandu', '13:45'],
  ['optional', PATTERNS, FEBRUARY, 'yyyy[-MM[-dd]]', 'UTC', '2018-02-06'],
];

/** id, timestamp, pattern, zone, epoch milliseconds: what OpenJDK 17 reads. */
const readable: readonly (readonly [string, string, string, string | null, number])[] = [
  ['offset', '2018-02-01 17:21:05.180+0800', 'yyyy-MM-dd HH:mm:ss.SSSZ', null, 1_517_476_865_180],
  [
    'zone',
    '2018-02-01 17:21:05.180',
    'yyyy-MM-dd HH:mm:ss.SSS',
    'Australia/Perth',
    1_517_476_865_180,
  ],
  ['digits', '20180201172105180', 'yyyyMMddHHmmssSSS', 'UTC', 1_517_505_665_180],
  [
    'rfc-1123',
    'Thu, 01 Feb 2018 10:00:00 +0000',
    'EEE, dd MMM yyyy HH:mm:ss Z',
    null,
    1_517_479_200_000,
  ],
  ['am', '01/02/18 12:30 AM', 'dd/MM/yy hh:mm a', 'UTC', 1_517_445_000_000],
  ['pm', '01/02/18 12:30 PM', 'dd/MM/yy hh:mm a', 'UTC', 1_517_488_200_000],
  ['clamped', '2018-02-31 10:00', 'yyyy-MM-dd HH:mm', 'UTC', 1_519_812_000_000],
  ['next-midnight', '2018-01-01 24:00', 'yyyy-MM-dd HH:mm', 'UTC', 1_514_851_200_000],
  ['hour-alone', '2018-01-01 10', 'yyyy-MM-dd HH', 'UTC', 1_514_800_800_000],
  ['day-of-year', '2018-032 10:00', 'yyyy-DDD HH:mm', 'UTC', 1_517_479_200_000],
  ['skipped', '2018-03-25 02:30', 'yyyy-MM-dd HH:mm', 'Europe/Berlin', 1_521_941_400_000],
  ['repeated', '2018-10-28 02:30', 'yyyy-MM-dd HH:mm', 'Europe/Berlin', 1_540_686_600_000],
  ['optional', '2018-03-11 02:30', 'yyyy-MM-dd[ HH:mm[:ss]]', 'UTC', 1_520_735_400_000],
  ['own-zone', '2018-03-11 02:30 Europe/Berlin', 'yyyy-MM-dd HH:mm VV', null, 1_520_731_800_000],
  ['own-offset', '2018-03-11 02:30 Z', 'yyyy-MM-dd HH:mm X', 'America/New_York', 1_520_735_400_000],
  ['gmt', '2018-03-11 02:30GMT+1', 'yyyy-MM-dd HH:mmO', null, 1_520_731_800_000],
];

const unreadable: readonly (readonly [string, string, string, string | null])[] = [
  ['wrong-weekday', 'Fri, 01 Feb 2018 10:00:00 +0000', 'EEE, dd MMM yyyy HH:mm:ss Z', null],
  ['wrong-case', 'thu, 01 feb 2018 10:00:00 +0000', 'EEE, dd MMM yyyy HH:mm:ss Z', null],
  ['no-time', '2018-01-01', 'yyyy-MM-dd', 'UTC'],
  ['no-half', '01/02/18 12:30', 'dd/MM/yy hh:mm', 'UTC'],
  ['no-zone', '2018-01-01 10:00', 'yyyy-MM-dd HH:mm', null],
  ['one-digit', '2018-1-1 01:02', 'yyyy-MM-dd HH:mm', 'UTC'],
  ['month', '2018-13-01 10:00', 'yyyy-MM-dd HH:mm', 'UTC'],
  ['day', '2018-02-32 10:00', 'yyyy-MM-dd HH:mm', 'UTC'],
  ['day-of-year', '2018-366 10:00', 'yyyy-DDD HH:mm', 'UTC'],
  ['past-midnight', '2018-01-01 24:01', 'yyyy-MM-dd HH:mm', 'UTC'],
  ['half-of-13', '01/02/18 13:30 PM', 'dd/MM/yy hh:mm a', 'UTC'],
  ['long-year', '12018-03-11 02:30', 'yyyy-MM-dd HH:mm', 'UTC'],
  ['greedy', '20181111 123', 'yyyyMMdd Hm', 'UTC'],
  ['rest', '2018-03-11 02:30 x', 'yyyy-MM-dd HH:mm', 'UTC'],
  ['style', '2018-03-11 02:30+0130', 'yyyy-MM-dd HH:mmXXX', null],
  ['other-year', '2018 2019-03-11 02:30', 'yyyy yyyy-MM-dd HH:mm', 'UTC'],
  ['other-quarter', '2018-03-11 02:30 Q2', 'yyyy-MM-dd HH:mm QQQ', 'UTC'],
  ['far-offset', '2018-01-01 10+18:30', 'yyyy-MM-dd HHXXX', null],
];

const refused: readonly (readonly [string, string, string, string])[] = [
  ...[...'GFgvBpTJ'].map(
    (letter) =>
      [`letter-${letter}`, letter, 'UTC', `the pattern letter ${letter} is not supported`] as const,
  ),
  ['count', 'ddd', 'UTC', 'the pattern letter d cannot stand 3 times'],
  ['count-zone', 'V', 'UTC', 'the pattern letter V cannot stand 1 times'],
  ['count-c', 'cc', 'UTC', 'the pattern letter c cannot stand 2 times'],
  ['open-quote', "yyyy 'T", 'UTC', "the pattern yyyy 'T ends in an open quotation"],
  ['no-bracket', 'yyyy]', 'UTC', 'the pattern yyyy] has a ] without a ['],
  ['reserved', 'yyyy{', 'UTC', 'the character { is reserved in patterns'],
  [
    'abbreviation',
    'z',
    'Australia/Perth',
    'the pattern letter z is not supported for Australia/Perth',
  ],
  ['abbreviation-gmt', 'z', 'GMT0', 'the pattern letter z is not supported for GMT0'],
  ['zone', 'yyyy', 'Mars/Olympus', 'Mars/Olympus is not a time zone'],
  ['zone-case', 'yyyy', 'europe/berlin', 'europe/berlin is not a time zone'],
  ['zone-short', 'yyyy', 'PST', 'PST is not a time zone'],
  ['zone-digits', 'yyyy', '+130', '+130 is not a time zone'],
  ['zone-colons', 'yyyy', '+08:0030', '+08:0030 is not a time zone'],
  ['zone-far', 'yyyy', '+18:30', '+18:30 is not a time zone'],
];

describe(`formatted times (${TIME})`, () => {
  it('nowFormatted is in UTC, or in the zone that is given', () => {
    expect(valueOf(`util.time.nowFormatted('yyyy-MM-dd HH:mm:ssZ')`)).toBe(
      '2026-11-23 10:00:00+0000',
    );
    expect(valueOf(`util.time.nowFormatted('yyyy-MM-dd HH:mm:ssZ', 'Australia/Perth')`)).toBe(
      '2026-11-23 18:00:00+0800',
    );
  });

  it('epochMilliSecondsToFormatted is in UTC when no zone is given', () => {
    expect(valueOf(`util.time.epochMilliSecondsToFormatted(${FEBRUARY}, 'HH:mm VV')`)).toBe(
      '19:01 UTC',
    );
  });

  it.each(written)('writes %s (%s)', (_id, _source, ms, pattern, zone, text) => {
    const args = `${ms}, ${quoted(pattern)}, ${quoted(zone)}`;
    expect(valueOf(`util.time.epochMilliSecondsToFormatted(${args})`)).toBe(text);
  });

  it.each(readable)(`reads %s (${PATTERNS})`, (_id, timestamp, pattern, zone, ms) => {
    expect(valueOf(parsing(timestamp, pattern, zone))).toBe(ms);
  });

  it.each(unreadable)(`does not read %s (${PATTERNS})`, (_id, timestamp, pattern, zone) => {
    const { fault, raised } = run(`return ${parsing(timestamp, pattern, zone)};`);
    expect(fault?.message).toContain('does not fit');
    expect(raised).toMatchObject({ errorType: 'Code', message: 'Runtime Error' });
  });

  it.each(refused)(`refuses %s (${PATTERNS})`, (_id, pattern, zone, message) => {
    const args = `0, ${quoted(pattern)}, ${quoted(zone)}`;
    const { fault } = run(`return util.time.epochMilliSecondsToFormatted(${args});`);
    expect(fault?.message).toBe(`Error: ${message}`);
  });

  it('survives a pattern of very many brackets', () => {
    const { fault } = run(`return util.time.nowFormatted(ctx.args.pattern);`, {
      arguments: { pattern: '['.repeat(100_000) },
    });
    expect(fault?.message).toBe(
      'Error: the arguments of util.time.nowFormatted are nested too deeply',
    );
  });
});

function parsing(timestamp: string, pattern: string, zone: string | null): string {
  const args = [timestamp, pattern, ...(zone === null ? [] : [zone])].map(quoted).join(', ');
  return `util.time.parseFormattedToEpochMilliSeconds(${args})`;
}
