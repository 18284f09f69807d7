import fc from 'fast-check';
import { API_KEY } from './given';
import { anyText } from './texts';

const keys = fc.constantFrom(
  ...['query', 'operationName', 'variables', 'extensions', '__proto__', 'constructor', 'toString'],
);

const query = fc.constantFrom(
  ...[
    '{ leaf { id } }',
    'query Q($v: Filter) { echo(filter: $v) }',
    'mutation { write { id } }',
    '',
    '{',
  ],
);

/** JSON that may or may not be a request. */
const json: fc.Arbitrary<string> = fc.oneof(
  fc.json({ maxDepth: 5 }),
  fc
    .record(
      {
        query: fc.oneof({ weight: 4, arbitrary: query }, fc.jsonValue()),
        operationName: fc.oneof(fc.constantFrom(null, 'Q', ''), fc.jsonValue()),
        variables: fc.oneof(
          fc.dictionary(fc.constantFrom('v', '__proto__'), fc.jsonValue({ maxDepth: 6 })),
          fc.jsonValue(),
        ),
      },
      { requiredKeys: [] },
    )
    .map((body) => JSON.stringify(body)),
  // As text, because an object literal could not contain them.
  fc
    .array(
      fc.tuple(
        keys,
        fc.oneof(
          query.map((text) => JSON.stringify(text)),
          fc.json(),
        ),
      ),
    )
    .map((members) => `{${members.map(([key, value]) => `"${key}":${value}`).join()}}`),
);

const nested = fc
  .tuple(
    fc.constantFrom('[', '{"a":', '{"nested":', '{"__proto__":'),
    fc.integer({ min: 1, max: 20_000 }),
    fc.boolean(),
  )
  .map(([open, times, isClosed]) => {
    const end = open === '[' ? ']' : '}';
    const value = `${open.repeat(times)}${isClosed ? `1${end.repeat(times)}` : ''}`;
    return `{"query":"query Q($v: Filter) { echo(filter: $v) }","variables":{"v":${value}}}`;
  });

const numbers = fc
  .constantFrom(
    '1e400',
    '-0',
    '9'.repeat(400),
    `1${'0'.repeat(5_000)}`,
    '1E-999',
    '0x1',
    'NaN',
    '1.',
  )
  .map(
    (number) =>
      `{"query":"query Q($n: [Int!]) { echo(numbers: $n) }","variables":{"n":[${number}]}}`,
  );

/** Bodies of every kind, as text. */
export const body: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: json },
  { weight: 1, arbitrary: nested },
  { weight: 1, arbitrary: numbers },
  { weight: 2, arbitrary: anyText(200) },
  {
    weight: 2,
    arbitrary: fc.tuple(json, fc.nat(), anyText(3)).map(([text, at, inserted]) => {
      const start = at % (text.length + 1);
      return text.slice(0, start) + inserted + text.slice(start + inserted.length);
    }),
  },
);

const names = fc.oneof(
  fc.constantFrom(
    ...['accept-encoding', 'content-type', 'content-encoding', 'cookie', 'host', 'x-custom'],
    ...['x-forwarded-for', 'x-amz-date', 'constructor', '__proto__', 'tostring'],
  ),
  fc.stringMatching(/^[a-z][-a-z0-9]{0,10}$/),
);

const values = fc.oneof(
  fc.constantFrom('gzip', 'gzip;q=0', '*;q=1e9', 'gzip;q=x, *', ';;,,q=', 'a=b; c', ''),
  anyText(20),
  fc.string({ maxLength: 20 }),
);

/** Header fields with lowercase names, and a valid key. */
export const headers: fc.Arbitrary<Record<string, string | string[]>> = fc
  .array(fc.tuple(names, fc.oneof(values, fc.array(values, { minLength: 2, maxLength: 3 }))))
  .map((fields) => ({ ...Object.fromEntries(fields), 'x-api-key': API_KEY }));
