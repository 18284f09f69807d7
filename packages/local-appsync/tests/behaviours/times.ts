import { documented, unconfirmed, type Area, type Source } from './behaviour';
import { evaluates, evaluations, fails } from './evaluations';

const PATTERNS = documented(
  'https://docs.oracle.com/javase/8/docs/api/java/time/format/DateTimeFormatter.html#patterns',
);
const ZONES = documented(
  'https://docs.oracle.com/javase/8/docs/api/java/time/ZoneId.html#of-java.lang.String-',
);
const OLD_JAVA = unconfirmed(
  'up to Java 18, the letter counts days, although the documentation says weeks: the implementation is followed',
);
const NAMES = unconfirmed('the name depends on the version of Java, so it is refused');

const FEBRUARY = 1_517_943_695_750; // 2018-02-06T19:01:35.750Z, a Tuesday
const JUNE = 1_530_000_000_007; // 2018-06-26T08:00:00.007Z, a Tuesday
const NEW_YEAR = 1_483_142_400_000; // 2016-12-31T00:00:00Z, a Saturday
const LAST_MONDAY = 1_546_214_400_000; // 2018-12-31T00:00:00Z

/** id, source, moment, pattern, zone, text: all as formatted by OpenJDK 17 in American English. */
const written: readonly (readonly [string, Source, number, string, string, string])[] = [
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
  ['era', PATTERNS, FEBRUARY, 'G GGG GGGG GGGGG', 'UTC', 'AD AD Anno Domini A'],
  ['day-in-week-of-month', OLD_JAVA, FEBRUARY, 'F', 'UTC', '6'],
  ['day-in-week-of-month-third', OLD_JAVA, JUNE, 'F', 'UTC', '5'],
  ['padded', PATTERNS, FEBRUARY, 'ppppd/ppM ppHH', 'UTC', '   6/ 2 19'],
  ['padded-text', PATTERNS, FEBRUARY, 'pppppMMM', 'UTC', '  Feb'],
];

/** id, timestamp, pattern, zone, epoch milliseconds: all as parsed by OpenJDK 17. */
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
  ['era', 'AD 2018-02-06 10', 'G yyyy-MM-dd HH', 'UTC', 1_517_911_200_000],
  ['padded', ' 6/02/2018 10:00', 'ppd/MM/yyyy HH:mm', 'UTC', 1_517_911_200_000],
  ['padded-full', '16/02/2018 10:00', 'ppd/MM/yyyy HH:mm', 'UTC', 1_518_775_200_000],
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
  ['era-case', 'ad 2018-02-06 10', 'G uuuu-MM-dd HH', 'UTC'],
  ['padded-short', '6/02/2018 10:00', 'ppd/MM/yyyy HH:mm', 'UTC'],
  ['padded-long', '   6 10 2018 2', 'pppd HH yyyy M', 'UTC'],
  ['other-day-of-month', '2018-02-06 10 5', 'yyyy-MM-dd HH F', 'UTC'],
  ['far-offset', '2018-01-01 10+18:30', 'yyyy-MM-dd HHXXX', null],
];

/** id, source, pattern, zone. */
const refused: readonly (readonly [string, Source, string, string])[] = [
  ...[...'gvBTJ'].map((letter) => [`letter-${letter}`, PATTERNS, letter, 'UTC'] as const),
  ['count', PATTERNS, 'ddd', 'UTC'],
  ['count-zone', PATTERNS, 'V', 'UTC'],
  ['count-c', PATTERNS, 'cc', 'UTC'],
  ['count-F', PATTERNS, 'FF', 'UTC'],
  ['count-G', PATTERNS, 'GGGGGG', 'UTC'],
  ['open-quote', PATTERNS, "yyyy 'T", 'UTC'],
  ['no-bracket', PATTERNS, 'yyyy]', 'UTC'],
  ['reserved', PATTERNS, 'yyyy{', 'UTC'],
  ['pad-nothing', PATTERNS, 'yyyy pp', 'UTC'],
  ['pad-literal', PATTERNS, 'pp-d', 'UTC'],
  ['pad-too-narrow', PATTERNS, 'pHH', 'UTC'],
  ['name', NAMES, 'zzzz', 'Europe/Berlin'],
  ['abbreviation', NAMES, 'z', 'Australia/Perth'],
  ['abbreviation-gmt', NAMES, 'z', 'GMT0'],
  ['zone', ZONES, 'yyyy', 'Mars/Olympus'],
  ['zone-case', ZONES, 'yyyy', 'europe/berlin'],
  ['zone-short', ZONES, 'yyyy', 'PST'],
  ['zone-digits', ZONES, 'yyyy', '+130'],
  ['zone-colons', ZONES, 'yyyy', '+08:0030'],
  ['zone-far', ZONES, 'yyyy', '+18:30'],
];

const calling = (name: string, ...values: readonly (string | number | null)[]): string =>
  `util.time.${name}(${values
    .filter((value) => value !== null)
    .map((value) => JSON.stringify(value))
    .join(', ')})`;

const writes = (ms: number, pattern: string, zone: string): string =>
  calling('epochMilliSecondsToFormatted', ms, pattern, zone);
const reads = (timestamp: string, pattern: string, zone: string | null): string =>
  calling('parseFormattedToEpochMilliSeconds', timestamp, pattern, zone);

export const times: Area = {
  title: 'Formatted times',
  behaviours: evaluations([
    ...written.map(([id, source, ms, pattern, zone, text]) =>
      evaluates(`TIME-writes-${id}`, source, writes(ms, pattern, zone), text),
    ),
    ...readable.map(([id, timestamp, pattern, zone, ms]) =>
      evaluates(`TIME-reads-${id}`, PATTERNS, reads(timestamp, pattern, zone), ms),
    ),
    ...unreadable.map(([id, timestamp, pattern, zone]) =>
      fails(`TIME-does-not-read-${id}`, PATTERNS, reads(timestamp, pattern, zone)),
    ),
    ...refused.map(([id, source, pattern, zone]) =>
      fails(`TIME-refuses-${id}`, source, writes(0, pattern, zone)),
    ),
    fails(
      'TIME-refuses-brackets',
      unconfirmed('a pattern must not exhaust shared resources'),
      `const ten = '['.concat('[', '[', '[', '[', '[', '[', '[', '[', '[');
       const hundred = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map(() => ten).join('');
       const many = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].flatMap(() => [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]).flatMap(() => [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]).map(() => hundred).join('');
       return util.time.nowFormatted(many);`,
      'fails at a pattern of 100,000 open brackets',
    ),
  ]),
};
