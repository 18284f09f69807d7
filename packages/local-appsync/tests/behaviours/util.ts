import { expect } from 'vitest';
import { documented, GUIDE, recorded, unconfirmed, type Area, type Source } from './behaviour';
import {
  answersWith,
  entry,
  evaluates,
  evaluations,
  fails,
  json,
  NOW,
  returns,
  type Evaluation,
} from './evaluations';

const UTIL = documented(`${GUIDE}built-in-util-js.html`);
const TIME = documented(`${GUIDE}time-helpers-in-util-time-js.html`);
const HTTP = documented(`${GUIDE}http-helpers-in-utils-http-js.html`);
const MATH = documented(`${GUIDE}math-helpers-in-util-math-js.html`);
const STR = documented(`${GUIDE}str-helpers-in-util-str-js.html`);
const XML = documented(`${GUIDE}xml-helpers-in-util-xml-js.html`);
const RUNTIME = documented(`${GUIDE}runtime-utils-js.html`);
const JAVA_PATTERN = documented(
  'https://docs.oracle.com/javase/8/docs/api/java/util/regex/Pattern.html',
);
const URL_ENCODER = documented(
  'https://docs.oracle.com/javase/8/docs/api/java/net/URLEncoder.html',
);
const SNAPSHOTS = 'https://github.com/localstack/appsync-utils __tests__/__snapshots__/';
const RDS = recorded(`${SNAPSHOTS}resolvers.test.js.snap`);
const NO_TYPE = unconfirmed('no source describes the result for an argument of the wrong type');

const ids = evaluations([
  evaluates(
    'UTIL-auto-id',
    UTIL,
    'util.autoId()',
    /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
  ),
  evaluates('UTIL-auto-ulid', UTIL, 'util.autoUlid()', /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/),
  evaluates(
    'UTIL-auto-ulid-time',
    documented('https://github.com/ulid/spec'),
    `[...util.autoUlid().slice(0, 10)].reduce((sum, char) => sum * 32 + '0123456789ABCDEFGHJKMNPQRSTVWXYZ'.indexOf(char), 0)`,
    NOW,
  ),
  evaluates('UTIL-auto-ksuid', UTIL, 'util.autoKsuid()', /^[0-9A-Za-z]{27}$/),
  ...['autoId', 'autoUlid', 'autoKsuid'].map((name) =>
    evaluates(`UTIL-${name}-anew`, UTIL, `util.${name}() === util.${name}()`, false),
  ),
]);

const texts = evaluations([
  evaluates('UTIL-base64-encode', UTIL, `util.base64Encode('häß')`, 'aMOkw58='),
  evaluates('UTIL-base64-decode', UTIL, `util.base64Decode('aMOkw58=')`, 'häß'),
  evaluates(
    'UTIL-url-encode',
    URL_ENCODER,
    `util.urlEncode("a b&c=ü*~'()!")`,
    'a+b%26c%3D%C3%BC*%7E%27%28%29%21',
  ),
  evaluates('UTIL-url-decode', URL_ENCODER, `util.urlDecode('a+b%26c%3D%C3%BC')`, 'a b&c=ü'),
  fails('UTIL-url-decode-invalid', URL_ENCODER, `util.urlDecode('%')`),
  evaluates(
    'UTIL-escape-javascript',
    UTIL,
    `util.escapeJavaScript('"a\\'b"\\n\\u00fc/')`,
    '\\"a\\\'b\\"\\n\\u00FC\\/',
  ),
  evaluates('UTIL-matches', UTIL, `util.matches('a*b', 'aaaaab')`, true),
  evaluates('UTIL-matches-whole', JAVA_PATTERN, `util.matches('a*b', 'aaaaabc')`, false),
  evaluates('UTIL-matches-flags', JAVA_PATTERN, `util.matches('(?i)[a-z]+', 'ABC')`, true),
  evaluates('UTIL-matches-anchors', JAVA_PATTERN, `util.matches('^a$', 'a')`, true),
  evaluates(
    'UTIL-matches-alternatives',
    JAVA_PATTERN,
    `[util.matches('a|ab', 'ab'), util.matches('a|ab', 'abc')]`,
    [true, false],
  ),
  evaluates('UTIL-matches-dot', JAVA_PATTERN, `util.matches('a.b', 'a\\nb')`, false),
  evaluates('UTIL-matches-dot-all', JAVA_PATTERN, `util.matches('(?s)a.b', 'a\\nb')`, true),
  evaluates('UTIL-matches-posix', JAVA_PATTERN, `util.matches('\\\\p{Alpha}+', 'aü')`, false),
  fails('UTIL-matches-invalid', JAVA_PATTERN, `util.matches('(', 'a')`),
  evaluates('UTIL-normalize-nfc', STR, `util.str.normalize('e\\u0301', 'nfc')`, 'é'),
  evaluates('UTIL-normalize-nfd', STR, `util.str.normalize('é', 'nfd')`, 'e\u0301'),
  evaluates('UTIL-normalize-nfkc', STR, `util.str.normalize('ﬁ', 'nfkc')`, 'fi'),
  evaluates('UTIL-normalize-nfkd', STR, `util.str.normalize('ﬁé', 'nfkd')`, 'fie\u0301'),
  fails('UTIL-normalize-unknown', STR, `util.str.normalize('a', 'nfx')`),
  fails('UTIL-base64-of-number', NO_TYPE, 'util.base64Encode(1)'),
]);

const math = evaluations([
  evaluates(
    'UTIL-math-round',
    MATH,
    '[util.math.roundNum(10.5), util.math.roundNum(10.4)]',
    [11, 10],
  ),
  evaluates('UTIL-math-min', MATH, 'util.math.minVal(1, 2)', 1),
  evaluates('UTIL-math-max', MATH, 'util.math.maxVal(1, 2)', 2),
  returns(
    'UTIL-math-random-double',
    MATH,
    'returns random doubles from 0 to 1',
    'const x = util.math.randomDouble(); return x >= 0 && x < 1;',
    true,
  ),
  evaluates(
    'UTIL-math-random-range',
    MATH,
    '[1, 2, 3, 4, 5, 6, 7].every(() => [3, 4, 5].indexOf(util.math.randomWithinRange(3, 5)) >= 0)',
    true,
  ),
  fails('UTIL-math-text', NO_TYPE, `util.math.roundNum('1')`),
]);

const FEBRUARY = 1_517_943_695_750; // 2018-02-06T19:01:35.750Z, a Tuesday

const times = evaluations([
  evaluates('UTIL-time-now-iso', TIME, 'util.time.nowISO8601()', '2026-11-23T10:00:00.123Z'),
  evaluates('UTIL-time-now-seconds', TIME, 'util.time.nowEpochSeconds()', 1_795_428_000),
  evaluates('UTIL-time-now-ms', TIME, 'util.time.nowEpochMilliSeconds()', NOW),
  evaluates(
    'UTIL-time-now-formatted',
    TIME,
    `util.time.nowFormatted('yyyy-MM-dd HH:mm:ssZ')`,
    '2026-11-23 10:00:00+0000',
  ),
  evaluates(
    'UTIL-time-now-formatted-zone',
    TIME,
    `util.time.nowFormatted('yyyy-MM-dd HH:mm:ssZ', 'Australia/Perth')`,
    '2026-11-23 18:00:00+0800',
  ),
  evaluates(
    'UTIL-time-parse-iso',
    TIME,
    `util.time.parseISO8601ToEpochMilliSeconds('2018-02-01T17:21:05.180+08:00')`,
    1_517_476_865_180,
  ),
  fails(
    'UTIL-time-parse-iso-date',
    TIME,
    `util.time.parseISO8601ToEpochMilliSeconds('2018-02-01')`,
  ),
  fails(
    'UTIL-time-parse-iso-no-offset',
    unconfirmed('a timestamp without an offset is not a point in time'),
    `util.time.parseISO8601ToEpochMilliSeconds('2018-02-01T17:21:05.180')`,
  ),
  evaluates(
    'UTIL-time-ms-to-s',
    TIME,
    'util.time.epochMilliSecondsToSeconds(1517943695750)',
    1_517_943_695,
  ),
  evaluates(
    'UTIL-time-ms-to-iso',
    TIME,
    'util.time.epochMilliSecondsToISO8601(1517943695750)',
    '2018-02-06T19:01:35.750Z',
  ),
  evaluates(
    'UTIL-time-formatted-utc',
    TIME,
    `util.time.epochMilliSecondsToFormatted(${FEBRUARY}, 'yyyy-MM-dd HH:mm:ssZ')`,
    '2018-02-06 19:01:35+0000',
  ),
  evaluates(
    'UTIL-time-formatted-zone',
    TIME,
    `util.time.epochMilliSecondsToFormatted(${FEBRUARY}, 'yyyy-MM-dd HH:mm:ssZ', 'Australia/Perth')`,
    '2018-02-07 03:01:35+0800',
  ),
  evaluates(
    'UTIL-time-parse-formatted',
    TIME,
    `util.time.parseFormattedToEpochMilliSeconds('2018-02-01 17:21:05.180+0800', 'yyyy-MM-dd HH:mm:ss.SSSZ')`,
    1_517_476_865_180,
  ),
  evaluates(
    'UTIL-time-parse-formatted-zone',
    TIME,
    `util.time.parseFormattedToEpochMilliSeconds('2018-02-01 17:21:05.180', 'yyyy-MM-dd HH:mm:ss.SSS', 'Australia/Perth')`,
    1_517_476_865_180,
  ),
]);

const hopByHop =
  'Transfer-Encoding Connection Host Expect Keep-Alive Upgrade Proxy-Authenticate Proxy-Authorization TE Content-Length'.split(
    ' ',
  );

const setsNoHeader = (
  id: string,
  args: string,
  name: string | null,
  source: Source = HTTP,
): Evaluation =>
  answersWith(
    `UTIL-http-header-${id}`,
    source,
    `returns an error and sets no header for \`addResponseHeader(${args})\``,
    `util.http.addResponseHeader(${args}); return 1;`,
    (field) => ({
      ...(name !== null && { headers: { [name]: null } }),
      body: {
        data: { [field]: '1' },
        errors: [
          entry(field, {
            errorType: 'ResponseHeaderError',
            message: expect.any(String),
          }),
        ],
      },
    }),
  );

const http = evaluations([
  ...hopByHop.map((name) =>
    evaluates(
      `UTIL-http-copy-without-${name.toLowerCase()}`,
      HTTP,
      `util.http.copyHeaders({ '${name}': 'a', 'x-kept': 'b' })`,
      { 'x-kept': 'b' },
    ),
  ),
  answersWith(
    'UTIL-http-header',
    HTTP,
    'sets a header of the response',
    `util.http.addResponseHeader('itemsCount', 7); return 1;`,
    (field) => ({ headers: { itemscount: '7' }, body: { data: { [field]: '1' } } }),
  ),
  answersWith(
    'UTIL-http-headers',
    HTTP,
    'sets several headers of the response',
    `util.http.addResponseHeaders({ one: 'a', two: { c: 'd' } }); return 1;`,
    (field) => ({ headers: { one: 'a', two: '{"c":"d"}' }, body: { data: { [field]: '1' } } }),
  ),
  answersWith(
    'UTIL-http-header-last',
    HTTP,
    'uses the last of two headers with the same name',
    `util.http.addResponseHeader('itemsCount', 7); util.http.addResponseHeader('itemscount', 8); return 1;`,
    (field) => ({ headers: { itemscount: '8' }, body: { data: { [field]: '1' } } }),
  ),
  setsNoHeader('x-amzn', `'x-amzn-foo', 'a'`, 'x-amzn-foo'),
  setsNoHeader('x-amz', `'X-Amz-Foo', 'a'`, 'x-amz-foo'),
  setsNoHeader('cors', `'Access-Control-Max-Age', '1'`, 'access-control-max-age'),
  setsNoHeader('vary', `'Vary', 'a'`, 'vary'),
  setsNoHeader('content-type', `'Content-Type', 'a'`, null),
  setsNoHeader('connection', `'Upgrade', 'a'`, 'upgrade'),
  setsNoHeader('name', `'a b', 'a'`, null),
  setsNoHeader('null', `'x-null', null`, 'x-null'),
  setsNoHeader(
    'line-break',
    `'x-line', 'b\\r\\nx-more: d'`,
    'x-more',
    unconfirmed('a value must not end a header'),
  ),
  answersWith(
    'UTIL-http-headers-4-kb',
    HTTP,
    'returns an error for headers larger than 4 KB in total',
    `const ten = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
     const kb = ten.flatMap(() => ten.flatMap(() => ten)).join('');
     util.http.addResponseHeaders({ a: kb, b: kb, c: kb, d: kb, e: kb }); return 1;`,
    (field) => ({
      headers: { e: null },
      body: {
        data: { [field]: '1' },
        errors: [entry(field, { errorType: 'ResponseHeaderError', message: expect.any(String) })],
      },
    }),
  ),
]);

const POSTS =
  '<?xml version="1.0" encoding="UTF-8"?><posts><post><id>1</id><title>Getting started with GraphQL</title></post></posts>';
const TWO_POSTS =
  '<posts>\\n<post>\\n <id>1</id>\\n</post>\\n<post>\\n <id>2</id>\\n</post>\\n</posts>';
const JAVA_XML = unconfirmed('org.json, a common Java library, parses XML in this way');

const xml = evaluations([
  evaluates('UTIL-xml-map', XML, `util.xml.toMap('${POSTS}')`, {
    posts: { post: { id: 1, title: 'Getting started with GraphQL' } },
  }),
  evaluates('UTIL-xml-list', XML, `util.xml.toMap('${TWO_POSTS}')`, {
    posts: { post: [{ id: 1 }, { id: 2 }] },
  }),
  evaluates('UTIL-xml-json', XML, `util.xml.toJsonString('<a><b>1</b></a>')`, '{"a":{"b":1}}'),
  evaluates(
    'UTIL-xml-json-encoded',
    unconfirmed('a string encoded as JSON is in quotation marks'),
    `util.xml.toJsonString('<a>x</a>', true)`,
    '"{\\"a\\":\\"x\\"}"',
  ),
  evaluates(
    'UTIL-xml-json-not-encoded',
    XML,
    `util.xml.toJsonString('<a>x</a>', false)`,
    '{"a":"x"}',
  ),
  evaluates('UTIL-xml-attributes', JAVA_XML, `util.xml.toMap('<a x="1"><b y="z">t</b></a>')`, {
    a: { x: 1, b: { y: 'z', content: 't' } },
  }),
  evaluates('UTIL-xml-empty', JAVA_XML, `util.xml.toMap('<a><b/><c></c></a>')`, {
    a: { b: '', c: '' },
  }),
  evaluates('UTIL-xml-boolean', JAVA_XML, `util.xml.toMap('<a><b>true</b></a>')`, {
    a: { b: true },
  }),
  evaluates('UTIL-xml-leading-zero', JAVA_XML, `util.xml.toMap('<a>007</a>')`, { a: '007' }),
  evaluates(
    'UTIL-xml-text',
    documented('https://www.w3.org/TR/xml/'),
    `util.xml.toMap('<a><!-- c -->1 &lt; 2 <![CDATA[& 3]]></a>')`,
    { a: '1 < 2& 3' },
  ),
  ...[
    ['open', '<a><b></a>'],
    ['nothing', ''],
    ['text', 'x'],
  ].map(([id, text]) =>
    fails(
      `UTIL-xml-invalid-${id}`,
      unconfirmed('text that is not XML is an error'),
      `util.xml.toMap('${text}')`,
    ),
  ),
]);

const sql = (...statements: unknown[]) =>
  `util.rds.toJsonObject('${JSON.stringify({ sqlStatementResults: statements })}')`;
const column = (name: string, label?: string) => ({ name, ...(label && { label }) });
const books = {
  numberOfRecordsUpdated: 0,
  records: [
    [{ stringValue: 'Mark Twain' }, { stringValue: '978-1948132817' }],
    [{ stringValue: 'Jack London' }, { stringValue: '978-1948132275' }],
  ],
  columnMetadata: [column('author', 'author'), column('ISBN-13', 'ISBN-13')],
};
const listed = [
  { author: 'Mark Twain', 'ISBN-13': '978-1948132817' },
  { author: 'Jack London', 'ISBN-13': '978-1948132275' },
];
const inserted = { numberOfRecordsUpdated: 1, generatedFields: [] };
const oneField = (field: unknown, metadata = column('a')) => ({
  records: [[field]],
  columnMetadata: [metadata],
});

const rds = evaluations(
  (
    [
      ['rows', sql(books), [listed]],
      ['update', sql(inserted), [[{}]]],
      ['update-and-rows', sql(inserted, books), [[{}], listed]],
      [
        'label',
        sql(oneField({ booleanValue: true }, column('is_active', 'IS ACTIVE'))),
        [[{ 'IS ACTIVE': true }]],
      ],
      ['null', sql(oneField({ isNull: true })), [[{}]]],
      [
        'number',
        sql(oneField({ longValue: 12345 }), oneField({ doubleValue: 12.34 })),
        [[{ a: 12345 }], [{ a: 12.34 }]],
      ],
      ['blob', sql(oneField({ blobValue: 'aGVsbG8=' })), [[{ a: 'aGVsbG8=' }]]],
      ['array', sql(oneField({ arrayValue: { stringValues: ['a', 'b'] } })), [[{ a: ['a', 'b'] }]]],
      [
        'arrays',
        sql(
          oneField({
            arrayValue: { arrayValues: [{ booleanValues: [true] }, { longValues: [1, 2] }] },
          }),
        ),
        [[{ a: [[true], [1, 2]] }]],
      ],
    ] as const
  ).map(([id, expression, value]) => evaluates(`UTIL-rds-${id}`, RDS, expression, value)),
);

const errors = evaluations([
  answersWith(
    'UTIL-error',
    UTIL,
    'ends the handler at util.error, with its message, type and info, and the selected data',
    `util.error('m', 'T', { a: 1 }, { b: 2 }); return 'never';`,
    (field) => ({
      body: {
        data: { [field]: null },
        errors: [
          entry(field, {
            message: 'm',
            errorType: 'T',
            data: { a: 1 },
            errorInfo: { b: 2 },
          }),
        ],
      },
    }),
    { error: 'm', appended: [] },
  ),
  answersWith(
    'UTIL-append-error',
    UTIL,
    'continues after util.appendError, and returns the data and every error',
    `util.appendError('a'); util.appendError('b', 'T', null, { c: 1 }); return 1;`,
    (field) => ({
      body: {
        data: { [field]: json(1) },
        errors: [
          entry(field, { message: 'a' }),
          entry(field, { message: 'b', errorType: 'T', errorInfo: { c: 1 } }),
        ],
      },
    }),
    { value: 1, appended: ['a', 'b'] },
  ),
  answersWith(
    'UTIL-append-error-before-error',
    UTIL,
    'keeps the errors that were appended before util.error',
    `util.appendError('a'); util.error('b');`,
    (field) => ({
      body: {
        data: { [field]: null },
        errors: [entry(field, { message: 'a' }), entry(field, { message: 'b' })],
      },
    }),
    { error: 'b', appended: ['a'] },
  ),
  ...(
    [
      ['number', 'util.error(25); return 1;', []],
      ['boolean', 'util.error(true); return 1;', []],
      ['type', `util.error('abc', 25); return 1;`, []],
      ['appended-number', `util.appendError(25); util.appendError('a'); return 1;`, ['a']],
      ['appended-type', `util.appendError('b', {}); util.appendError('a'); return 1;`, ['a']],
    ] as const
  ).map(([id, body, appended]) =>
    answersWith(
      `UTIL-error-of-${id}`,
      id.startsWith('appended')
        ? unconfirmed(
            'https://github.com/aws/aws-appsync-community/issues/384 reports util.error; these are treated the same',
          )
        : recorded('https://github.com/aws/aws-appsync-community/issues/384'),
      `ignores a call with a message or a type that is not a string in \`${body}\``,
      body,
      (field) => ({
        body: {
          data: { [field]: json(1) },
          ...(appended.length > 0 && {
            errors: appended.map((message) => entry(field, { message })),
          }),
        },
      }),
      { value: 1, appended },
    ),
  ),
  answersWith(
    'UTIL-unauthorized',
    recorded('https://github.com/aws/aws-appsync-community/issues/214'),
    'reports the field and its type for util.unauthorized',
    `util.unauthorized(); return 'never';`,
    (field) => ({
      body: {
        data: { [field]: null },
        errors: [
          entry(field, {
            errorType: 'Unauthorized',
            message: `Not Authorized to access ${field} on type Query`,
          }),
        ],
      },
    }),
    { error: /^(Unauthorized$|Not Authorized to access )/ },
  ),
  answersWith(
    'UTIL-too-large',
    unconfirmed('reports quote the message and the limit; no response is recorded'),
    'returns an error for a result larger than 5 MB',
    `const ten = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
     const kb = ten.flatMap(() => ten.flatMap(() => ten.flatMap(() => 'abcdef'))).join('');
     return ten.flatMap(() => ten.flatMap(() => ten)).map(() => kb);`,
    (field) => ({
      body: {
        data: { [field]: null },
        errors: [
          entry(field, { errorType: 'MappingTemplate', message: 'Transformation too large' }),
        ],
      },
    }),
  ),
]);

const modes = evaluations([
  evaluates(
    'UTIL-auth-type-lambda',
    unconfirmed('reports quote the message; the guide names only the earlier modes'),
    'util.authType()',
    'Lambda Authorization',
  ),
]);

const runtime = evaluations([
  returns(
    'RUNTIME-early-return-response',
    RUNTIME,
    'returns the argument of earlyReturn',
    `runtime.earlyReturn({ a: 1 }); return 'never';`,
    { a: 1 },
  ),
  returns(
    'RUNTIME-early-return-next',
    RUNTIME,
    'accepts NEXT as skipTo of earlyReturn',
    `runtime.earlyReturn({ a: 1 }, { skipTo: 'NEXT' }); return 'never';`,
    { a: 1 },
  ),
  returns(
    'RUNTIME-early-return-end',
    RUNTIME,
    'accepts END as skipTo of earlyReturn',
    `runtime.earlyReturn({ a: 1 }, { skipTo: 'END' }); return 'never';`,
    { a: 1 },
  ),
  fails(
    'RUNTIME-early-return-elsewhere',
    RUNTIME,
    `runtime.earlyReturn({ a: 1 }, { skipTo: 'START' });`,
  ),
  ...(
    [
      ['nothing', 'runtime.earlyReturn();'],
      ['null', 'runtime.earlyReturn(null);'],
      ['undefined', 'runtime.earlyReturn(undefined);'],
    ] as const
  ).map(([id, body]) =>
    answersWith(
      `RUNTIME-early-return-${id}`,
      recorded('https://github.com/aws/aws-appsync-community/issues/280'),
      `returns "Runtime Error" for \`${body}\``,
      body,
      (field) => ({
        body: {
          data: { [field]: null },
          errors: [entry(field, { errorType: 'Code', message: 'Runtime Error' })],
        },
      }),
    ),
  ),
]);

export const util: Area = {
  title: 'util and runtime',
  behaviours: [
    ...ids,
    ...texts,
    ...math,
    ...times,
    ...http,
    ...xml,
    ...rds,
    ...errors,
    ...modes,
    ...runtime,
  ],
};
