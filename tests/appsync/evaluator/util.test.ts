import { describe, expect, it } from 'vitest';
import { NOW, run, valueOf } from './handler';

interface Case {
  readonly id: string;
  readonly source: string;
  readonly expression: string;
  readonly value: unknown;
}

const UTIL = 'https://docs.aws.amazon.com/appsync/latest/devguide/built-in-util-js.html';
const TIME =
  'https://docs.aws.amazon.com/appsync/latest/devguide/time-helpers-in-util-time-js.html';
const JAVA = 'https://docs.oracle.com/javase/8/docs/api/java/util/regex/Pattern.html';
const URL_ENCODER = 'https://docs.oracle.com/javase/8/docs/api/java/net/URLEncoder.html';
const HELPERS =
  'https://docs.aws.amazon.com/appsync/latest/devguide/dynamodb-helpers-in-util-dynamodb-js.html';

const cases: readonly Case[] = (
  [
    ['base64', UTIL, `util.base64Encode('häß')`, 'aMOkw58='],
    ['base64-decode', UTIL, `util.base64Decode('aMOkw58=')`, 'häß'],
    [
      'url-encode',
      URL_ENCODER,
      `util.urlEncode("a b&c=ü*~'()!")`,
      'a+b%26c%3D%C3%BC*%7E%27%28%29%21',
    ],
    ['url-decode', URL_ENCODER, `util.urlDecode('a+b%26c%3D%C3%BC')`, 'a b&c=ü'],
    ['escape', UTIL, `util.escapeJavaScript('"a\\'b"\\n\\u00fc/')`, '\\"a\\\'b\\"\\n\\u00FC\\/'],
    ['matches', UTIL, `util.matches('a*b', 'aaaaab')`, true],
    ['matches-whole', JAVA, `util.matches('a*b', 'aaaaabc')`, false],
    ['matches-flags', JAVA, `util.matches('(?i)[a-z]+', 'ABC')`, true],
    ['matches-line-end', JAVA, `util.matches('^a$', 'a')`, true],
    ['now-iso', TIME, `util.time.nowISO8601()`, '2026-11-23T10:00:00.123Z'],
    ['now-seconds', TIME, `util.time.nowEpochSeconds()`, 1_795_428_000],
    ['now-ms', TIME, `util.time.nowEpochMilliSeconds()`, NOW],
    [
      'parse-iso',
      TIME,
      `util.time.parseISO8601ToEpochMilliSeconds('2018-02-01T17:21:05.180+08:00')`,
      1_517_476_865_180,
    ],
    ['ms-to-s', TIME, `util.time.epochMilliSecondsToSeconds(1517943695750)`, 1_517_943_695],
    [
      'ms-to-iso',
      TIME,
      `util.time.epochMilliSecondsToISO8601(1517943695750)`,
      '2018-02-06T19:01:35.750Z',
    ],
    ['normalize', UTIL, `util.str.normalize('e\\u0301', 'nfc')`, 'é'],
    ['round', UTIL, `util.math.roundNum(10.5)`, 11],
    ['min-max', UTIL, `[util.math.minVal(1, 2), util.math.maxVal(1, 2)]`, [1, 2]],
    [
      'null-to-null',
      HELPERS,
      `[util.dynamodb.toString(null), util.dynamodb.toNumber(undefined)]`,
      [null, null],
    ],
    [
      'from-s3',
      HELPERS,
      `util.dynamodb.fromS3ObjectJson('{"s3":{"key":"k","bucket":"b","region":"r"}}')`,
      { key: 'k', bucket: 'b', region: 'r' },
    ],
    [
      'copy-headers',
      'https://docs.aws.amazon.com/appsync/latest/devguide/http-helpers-in-utils-http-js.html',
      `util.http.copyHeaders({ Host: 'h', 'x-a': '1', 'content-length': '2' })`,
      { 'x-a': '1' },
    ],
  ] as const
).map(([id, source, expression, value]) => ({ id, source, expression, value }));

describe('util', () => {
  it.each(cases)('$id ($source)', ({ expression, value }) => {
    expect(valueOf(expression)).toEqual(value);
  });

  it.each([
    ['autoId', /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/],
    ['autoUlid', /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/],
    ['autoKsuid', /^[0-9A-Za-z]{27}$/],
  ])('%s makes a new identifier each time', (name, shape) => {
    const [first, second] = valueOf(`[util.${name}(), util.${name}()]`) as string[];
    expect(first).toMatch(shape);
    expect(second).toMatch(shape);
    expect(first).not.toBe(second);
  });

  it('autoUlid begins with the time (https://github.com/ulid/spec)', () => {
    const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
    const ms = [...String(valueOf('util.autoUlid()')).slice(0, 10)].reduce(
      (sum, char) => sum * 32 + digits.indexOf(char),
      0,
    );
    expect(ms).toBe(NOW);
  });

  it('randomWithinRange stays within', () => {
    const drawn = valueOf('[1, 2, 3, 4, 5].map((x) => util.math.randomWithinRange(3, 5))');
    expect((drawn as number[]).every((value) => [3, 4, 5].includes(value))).toBe(true);
  });

  it.each([
    `util.time.parseISO8601ToEpochMilliSeconds('2018-02-01')`,
    `util.time.parseISO8601ToEpochMilliSeconds('2018-02-01T17:21:05.180')`,
    `util.urlDecode('%')`,
    `util.base64Encode(1)`,
    `util.matches('(', 'a')`,
    `util.dynamodb.toString(1)`,
    `util.str.normalize('a', 'nfx')`,
  ])('%s is a fault', (expression) => {
    expect(run(`return ${expression};`).raised).toMatchObject({ errorType: 'Code' });
  });

  it('ends a pattern that would take for ever', () => {
    const { fault } = run(`return util.matches('(a+)+b', '${'a'.repeat(60)}');`);
    expect(fault?.message).toBe('Error: the pattern took more than 1000 ms');
  });
});

describe('response headers (https://docs.aws.amazon.com/appsync/latest/devguide/http-helpers-in-utils-http-js.html)', () => {
  it('are set, the last one wins', () => {
    const { responseHeaders, appended } = run(
      `util.http.addResponseHeader('itemsCount', 7); util.http.addResponseHeaders({ itemscount: 8, b: { c: 'd' } });`,
    );
    expect(responseHeaders).toEqual({ itemscount: '8', b: '{"c":"d"}' });
    expect(appended).toEqual([]);
  });

  it.each([
    `'x-amzn-foo', 'a'`,
    `'Access-Control-Allow-Origin', '*'`,
    `'Content-Type', 'a'`,
    `'Vary', 'a'`,
    `'a b', 'a'`,
    `'a', null`,
    `'a', 'b\\r\\nc: d'`,
    `'a', ctx.args.long`,
  ])('%s is refused with an error', (args) => {
    const { responseHeaders, appended } = run(`util.http.addResponseHeader(${args});`, {
      arguments: { long: 'x'.repeat(4096) },
    });
    expect(responseHeaders).toEqual({});
    expect(appended).toMatchObject([{ errorType: 'ResponseHeaderError' }]);
  });
});
