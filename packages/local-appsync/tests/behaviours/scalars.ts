import { expect } from 'vitest';
import {
  documented,
  recorded,
  unconfirmed,
  type Area,
  type Behaviour,
  type Exchange,
  type Source,
} from './behaviour';
import { asked, givenDefinition, operation } from './given';

const page = documented('https://docs.aws.amazon.com/appsync/latest/devguide/scalars.html');
const issue = (path: string): Source => recorded(`https://github.com/${path}`);

const RFC_822 = documented(
  'https://docs.aws.amazon.com/appsync/latest/devguide/scalars.html (RFC 822)',
);
const RFC_1738 = documented(
  'https://docs.aws.amazon.com/appsync/latest/devguide/scalars.html (RFC 1738)',
);
const NANP = documented(
  'https://docs.aws.amazon.com/appsync/latest/devguide/scalars.html (the North American Numbering Plan)',
);
const REPORTED = unconfirmed('reports say that it is accepted; the guide shows a longer form');

type Value = readonly [name: string, value: unknown, source?: Source];

/**
 * Values that each of AppSync's scalars accepts and refuses, in both directions. The source is the
 * guide unless another one is named.
 */
const values: Readonly<Record<string, { accepted: readonly Value[]; refused: readonly Value[] }>> =
  {
    AWSDate: {
      accepted: [
        ['plain', '1970-01-01'],
        ['utc', '1970-01-01Z'],
        ['leap-day', '2024-02-29'],
        ['offset', '1970-01-01-07:00'],
        ['offset-seconds', '1970-01-01+05:30:15'],
      ],
      refused: [
        ['offset-19-hours', '1970-01-01+19:00'],
        ['offset-60-minutes', '1970-01-01+05:60'],
        ['month-13', '1970-13-01'],
        ['no-leap-day', '2023-02-29'],
        ['short-year', '70-01-01'],
        ['short-month', '1970-1-1'],
        ['date-time', '2020-01-01T00:00:00Z', issue('aws-amplify/amplify-swift/issues/278')],
        ['offset-without-minutes', '1970-01-01+05'],
        ['number', 5],
        ['empty', ''],
      ],
    },
    AWSTime: {
      accepted: [
        ['minutes', '12:00'],
        ['seconds', '12:00:34'],
        ['point', '12:00:34.', REPORTED],
        ['milliseconds', '12:00:34.123'],
        ['microseconds', '12:00:34.123456', issue('aws-amplify/amplify-js/pull/7717')],
        ['utc', '12:00:34.123Z'],
        ['offset', '12:00:34-07:00'],
      ],
      refused: [
        ['offset-19-hours', '12:00:34+19:00'],
        ['offset-60-minutes', '12:00:34+05:60'],
        ['hour-24', '24:00:00'],
        ['minute-60', '12:60:00'],
        ['second-60', '12:00:60'],
        ['hours-alone', '12'],
        ['date-time', '1970-01-01T12:00:00Z'],
        ['empty', ''],
      ],
    },
    AWSDateTime: {
      accepted: [
        ['offset-18-hours', '1970-01-01T12:00:34+18:00'],
        ['milliseconds', '1970-01-01T12:00:00.000Z'],
        ['no-seconds', '2020-01-01T00:00+00:00', REPORTED],
        ['offset', '1970-01-01T12:00:34-07:00'],
        ['offset-seconds', '1970-01-01T12:00:34+05:30:15'],
      ],
      refused: [
        ['hour-24', '1970-01-01T24:00:00Z'],
        ['offset-19-hours', '1970-01-01T12:00:34+19:00'],
        ['offset-60-minutes', '1970-01-01T12:00:34+05:60'],
        ['date', '1970-01-01'],
        [
          'no-offset',
          '1970-01-01T12:00:00',
          unconfirmed(
            'the guide describes the offset as optional; reports say that it is required',
          ),
        ],
        ['short-minute', '2020-05-19T11:5:29.000Z', issue('aws-amplify/amplify-js/issues/5963')],
        ['february-30', '2020-02-30T00:00Z'],
        ['space', '1970-01-01 12:00:00Z'],
        ['empty', ''],
      ],
    },
    AWSTimestamp: {
      accepted: [
        ['zero', 0],
        ['negative', -1],
        ['now', 1_795_392_000],
      ],
      refused: [
        ['fraction', 1.5],
        ['text', 'now'],
        ['number-as-text', '5', unconfirmed('the guide requires an integer')],
      ],
    },
    AWSEmail: {
      accepted: [
        ['quoted', '"a b"@example.com', RFC_822],
        ['symbols', "o'neil+tag@mail-1.example.com", RFC_822],
        ['short', 'a@b'],
        ['usual', 'username@example.com'],
      ],
      refused: [
        ['two-dots', 'a..b@example.com', RFC_822],
        ['first-dot', '.a@example.com', RFC_822],
        ['comma', 'a,b@example.com', RFC_822],
        ['two-ats', 'a@b@example.com', RFC_822],
        ['domain-two-dots', 'a@example..com', RFC_822],
        ['domain-underscore', 'a@exa_mple.com', RFC_822],
        ['name-around', 'A <a@example.com>', RFC_822],
        ['no-domain', 'a'],
        ['no-local-part', '@b'],
        ['empty-domain', 'a@'],
        ['space', 'a b@c'],
        ['empty', ''],
      ],
    },
    AWSURL: {
      accepted: [
        ['port', 'http://localhost:4000/graphql'],
        ['ftp', 'ftp://example.com/file', RFC_1738],
        ['http', 'https://www.amazon.com/path?q=1#f'],
        ['mailto', 'mailto:a@example.com'],
      ],
      refused: [
        ['one-slash', 'http:/example.com', RFC_1738],
        ['no-slash', 'http:example.com', RFC_1738],
        ['space', 'https://example.com/a b', RFC_1738],
        ['not-ascii', 'https://example.com/é', RFC_1738],
        ['angle', 'https://example.com/<a>', RFC_1738],
        ['no-scheme', 'www.amazon.com'],
        ['two-slashes-in-path', 'https://a.example/b//c'],
        ['no-host', 'http://'],
        ['empty', ''],
      ],
    },
    AWSPhone: {
      accepted: [
        ['country-code', '+91 98765 43210'],
        ['hyphens', '206-555-0100'],
        ['north-american', '1-206-555-0100'],
        ['digits', '+4930123456'],
      ],
      refused: [
        ['exchange-1', '206-155-0100', NANP],
        ['service', '911-555-0100', NANP],
        ['country-1', '+1 110 000 4444', NANP],
        ['country-0', '+049 30 123456'],
        ['long', '+4930123456789012'],
        ['parentheses', '(206) 555-0100'],
        ['area-code-1', '1110004444', issue('aws-amplify/amplify-flutter/issues/822')],
        ['short', '12'],
        ['letters', 'phone'],
        ['plus-alone', '+'],
        ['empty', ''],
      ],
    },
    AWSIPAddress: {
      accepted: [
        ['v6-of-v4', '::ffff:1.2.3.4'],
        ['v4', '123.12.34.56'],
        ['v6', '1a2b:3c4b::1234:4567'],
        ['v4-subnet', '10.0.0.0/8'],
        ['v6-any', '::/0'],
        ['v6-subnet', 'fe80::1/64'],
      ],
      refused: [
        ['v4-leading-zero', '01.2.3.4'],
        ['mask-leading-zero', '10.0.0.0/08'],
        ['v6-zone', 'fe80::1%eth0'],
        ['two-masks', '10.0.0.0/8/8'],
        ['v4-over-255', '256.0.0.1'],
        ['v4-three-parts', '1.2.3'],
        ['v6-brackets', '[::1]'],
        ['v4-mask-33', '10.0.0.0/33'],
        ['v6-mask-129', '::1/129'],
        ['no-mask', '1.2.3.4/'],
        ['empty', ''],
      ],
    },
  };

const BUILT_IN = ['Int', 'Float', 'Boolean', 'ID', 'String'];
const names = [...Object.keys(values), 'AWSJSON', ...BUILT_IN];

/**
 * `takes…` returns its argument. `gives…` returns the value of the JSON, as a resolver's own value.
 */
const given = givenDefinition({
  schema: `
    type Query {
      ${names.map((name) => `takes${name}(value: ${name}): ${name}`).join(' ')}
      ${names.map((name) => `gives${name}(value: AWSJSON): ${name}`).join(' ')}
      givesList(value: AWSJSON): [AWSDateTime]
      typeOfJson(value: AWSJSON): String
    }
  `,
  resolvers: {
    ...Object.fromEntries(
      [
        ...names.flatMap((name) => [`Query.takes${name}`, `Query.gives${name}`]),
        'Query.givesList',
      ].map((field) => [
        field,
        {
          source: 'none',
          code: `
            export function request(ctx) { return { payload: ctx.args.value }; }
            export function response(ctx) { return ctx.result; }
          `,
        },
      ]),
    ),
    'Query.typeOfJson': {
      source: 'none',
      code: `
        export function request(ctx) { return { payload: null }; }
        export function response(ctx) { return typeof ctx.args.value; }
      `,
    },
  },
});

const giving = (field: string, value: unknown): string =>
  operation(`query ($v: AWSJSON) { ${field}(value: $v) }`, { v: JSON.stringify(value) });

/** A document passes a scalar a value that it does not accept. */
const refusedExchange = (scalar: string, value: unknown): Exchange => ({
  body: operation(`{ takes${scalar}(value: ${JSON.stringify(value)}) }`),
  answer: {
    body: {
      data: null,
      errors: [
        {
          path: null,
          locations: [{ line: 1, column: expect.any(Number) as unknown, sourceName: null }],
          message: expect.stringContaining(
            ` is not a valid '${scalar}' @ 'takes${scalar}'`,
          ) as unknown,
        },
      ],
    },
  },
});

/** Error entry for a value that a resolver returns and its type does not accept. */
const unserializable = (field: string, message: unknown) => ({
  data: { [field]: null },
  errors: [{ path: [field], locations: null, message }],
});

const both: Behaviour[] = Object.entries(values).flatMap(([scalar, { accepted, refused }]) => [
  ...accepted.map(([name, value, source = page]) => ({
    id: `SCALAR-${scalar}-takes-${name}`,
    says: `accepts \`${JSON.stringify(value)}\` for ${scalar} and returns it unchanged`,
    source,
    given,
    ...asked(`{ takes${scalar}(value: ${JSON.stringify(value)}) }`, {
      data: { [`takes${scalar}`]: value },
    }),
  })),
  ...refused.map(([name, value, source = page]) => ({
    id: `SCALAR-${scalar}-refuses-${name}`,
    says: `refuses \`${JSON.stringify(value)}\` for ${scalar}, from a client and from a resolver`,
    source,
    given,
    exchanges: [
      refusedExchange(scalar, value),
      {
        body: giving(`gives${scalar}`, value),
        answer: {
          body: unserializable(
            `gives${scalar}`,
            expect.stringContaining(`Can't serialize value (/gives${scalar}) : `),
          ),
        },
      },
    ],
  })),
]);

const words: Behaviour[] = [
  {
    id: 'SCALAR-words-date-time-serialize',
    says: 'reports an invalid date-time from a resolver',
    source: issue('aws-amplify/amplify-js/issues/5963'),
    given,
    exchanges: [
      {
        body: giving('givesAWSDateTime', '2020-05-23T06:4:37.000Z'),
        answer: {
          body: unserializable(
            'givesAWSDateTime',
            "Can't serialize value (/givesAWSDateTime) : Unable to serialize `2020-05-23T06:4:37.000Z` as a valid DateTime Object.",
          ),
        },
      },
    ],
  },
  {
    id: 'SCALAR-words-list-index',
    says: 'reports the index of an invalid value in a list',
    source: issue('aws-amplify/amplify-js/issues/5963'),
    given,
    exchanges: [
      {
        body: giving('givesList', ['1970-01-01T00:00Z', 'then']),
        answer: {
          body: {
            data: { givesList: ['1970-01-01T00:00Z', null] },
            errors: [
              {
                path: ['givesList', 1],
                locations: null,
                message:
                  "Can't serialize value (/givesList[1]) : Unable to serialize `then` as a valid DateTime Object.",
              },
            ],
          },
        },
      },
    ],
  },
  {
    id: 'SCALAR-words-timestamp-serialize',
    says: 'reports an invalid timestamp from a resolver',
    source: issue('aws-amplify/amplify-category-api/issues/354'),
    given,
    exchanges: [
      {
        body: giving('givesAWSTimestamp', '2019-12-19 16:59:09.966'),
        answer: {
          body: unserializable(
            'givesAWSTimestamp',
            "Can't serialize value (/givesAWSTimestamp) : Unable to serialize `2019-12-19 16:59:09.966` as a valid timestamp. Ensure that the value provided is an Integer that lies within the limits specified in this scalar's description.",
          ),
        },
      },
    ],
  },
  {
    id: 'SCALAR-words-object-as-java',
    says: 'formats an object in a message as Java does',
    source: issue('aws-amplify/amplify-cli/issues/3070'),
    given,
    exchanges: [
      {
        body: giving('givesAWSTimestamp', { lastHeartbeat: 1_577_193_053 }),
        answer: {
          body: unserializable(
            'givesAWSTimestamp',
            "Can't serialize value (/givesAWSTimestamp) : Unable to serialize `{lastHeartbeat=1577193053}` as a valid timestamp. Ensure that the value provided is an Integer that lies within the limits specified in this scalar's description.",
          ),
        },
      },
    ],
  },
  ...(
    [
      ['phone', 'AWSPhone', '1110004444', 'phone number', 'amplify-flutter/issues/822'],
      ['date', 'AWSDate', '2019-12-24T04:15:57.798Z', 'date', 'amplify-swift/issues/278'],
    ] as const
  ).map(([name, scalar, value, label, path]): Behaviour => ({
    id: `SCALAR-words-${name}-parse`,
    says: `reports a variable that is not a valid ${scalar}`,
    source: issue(`aws-amplify/${path}`),
    given,
    ...asked(
      `query ($${name}: ${scalar}) { takes${scalar}(value: $${name}) }`,
      {
        data: null,
        errors: [
          {
            path: null,
            locations: [{ line: 1, column: 8, sourceName: null }],
            message: `Variable '${name}' has an invalid value. Unable to parse \`${value}\` as a valid ${label}.`,
          },
        ],
      },
      { [name]: value },
    ),
  })),
];

const JSON_PARSED = issue('aws-amplify/amplify-cli/pull/5705');

const json: Behaviour[] = [
  ...(
    [
      ['object', '{"a":[1]}', '{"a":[1]}'],
      ['number', '5', '5'],
      ['boolean', 'true', 'true'],
      ['text', '"text"', '"text"'],
      ['null', 'null', null],
    ] as const
  ).map(([name, text, answer]): Behaviour => ({
    id: `SCALAR-AWSJSON-takes-${name}`,
    says: `accepts the text \`${text}\` for AWSJSON and returns ${answer === null ? 'null' : 'text'}`,
    source: name === 'null' ? unconfirmed('the value is null, and null is not serialized') : page,
    given,
    ...asked(`{ takesAWSJSON(value: ${JSON.stringify(text)}) }`, {
      data: { takesAWSJSON: answer },
    }),
  })),
  ...(
    [
      ['object', '{ a: 1 }'],
      ['number', '5'],
      ['list', '[1]'],
      ['broken', '"{"'],
      ['unquoted', '"a"'],
    ] as const
  ).map(([name, literal]): Behaviour => ({
    id: `SCALAR-AWSJSON-refuses-${name}`,
    says: `refuses the literal \`${literal}\` for AWSJSON`,
    source: page,
    given,
    ...asked(`{ takesAWSJSON(value: ${literal}) }`, {
      data: null,
      errors: [
        {
          path: null,
          locations: [{ line: 1, column: 16, sourceName: null }],
          message: expect.stringContaining("is not a valid 'AWSJSON' @ 'takesAWSJSON'") as unknown,
        },
      ],
    }),
  })),
  {
    id: 'SCALAR-AWSJSON-refuses-object-variable',
    says: 'refuses an object variable for AWSJSON',
    source: page,
    given,
    ...asked(
      'query ($v: AWSJSON) { takesAWSJSON(value: $v) }',
      {
        data: null,
        errors: [
          {
            path: null,
            locations: [{ line: 1, column: 8, sourceName: null }],
            message: expect.stringContaining("Variable 'v' has an invalid value. ") as unknown,
          },
        ],
      },
      { v: { a: 1 } },
    ),
  },
  ...(
    [
      ['object', '{"a":1}', 'object'],
      ['number', '1', 'number'],
      ['boolean', 'true', 'boolean'],
      ['text', '"a"', 'string'],
    ] as const
  ).map(([name, text, type]): Behaviour => ({
    id: `SCALAR-AWSJSON-reaches-code-as-${name}`,
    says: `passes AWSJSON \`${text}\` to resolvers as a value of type ${type}`,
    source: JSON_PARSED,
    given,
    ...asked(`{ typeOfJson(value: ${JSON.stringify(text)}) }`, { data: { typeOfJson: type } }),
  })),
  {
    id: 'SCALAR-AWSJSON-gives-text-of-object',
    says: 'returns AWSJSON as text when a resolver returns an object',
    source: issue('aws-amplify/amplify-cli/issues/5207'),
    given,
    exchanges: [
      {
        body: giving('givesAWSJSON', { statusCode: 200, body: 'Hello from Lambda!' }),
        answer: {
          body: { data: { givesAWSJSON: '{"statusCode":200,"body":"Hello from Lambda!"}' } },
        },
      },
    ],
  },
  {
    id: 'SCALAR-AWSJSON-gives-text-encoded-again',
    says: 'encodes a string that a resolver returns for AWSJSON as a JSON string',
    source: unconfirmed('a string is a JSON value like any other; the guide shows only objects'),
    given,
    exchanges: [
      {
        body: giving('givesAWSJSON', '{"a":1}'),
        answer: { body: { data: { givesAWSJSON: '"{\\"a\\":1}"' } } },
      },
    ],
  },
];

const inputOf = (scalar: string): Source =>
  documented(`https://spec.graphql.org/October2021/#sec-${scalar}.Input-Coercion`);

const builtIn: Behaviour[] = [
  ...(
    [
      ['Int', 'largest', 2_147_483_647],
      ['Int', 'smallest', -2_147_483_648],
      ['Float', 'fraction', 0.25],
      ['Boolean', 'true', true],
      ['Boolean', 'false', false],
      ['String', 'empty', ''],
    ] as const
  ).map(([scalar, name, value]): Behaviour => ({
    id: `SCALAR-${scalar}-takes-${name}`,
    says: `accepts \`${JSON.stringify(value)}\` for ${scalar} and returns it unchanged`,
    source: inputOf(scalar),
    given,
    ...asked(`{ takes${scalar}(value: ${JSON.stringify(value)}) }`, {
      data: { [`takes${scalar}`]: value },
    }),
  })),
  ...(
    [
      ['Int', 'too-large', 2_147_483_648],
      ['Int', 'fraction', 1.5],
      ['Int', 'text', '5'],
      ['Float', 'text', '1.5'],
      ['Boolean', 'text', 'true'],
      ['Boolean', 'number', 1],
      ['String', 'boolean', true],
      ['ID', 'fraction', 1.5],
    ] as const
  ).map(([scalar, name, value]): Behaviour => ({
    id: `SCALAR-${scalar}-refuses-${name}`,
    says: `refuses \`${JSON.stringify(value)}\` for ${scalar} in a document`,
    source: inputOf(scalar),
    given,
    exchanges: [refusedExchange(scalar, value)],
  })),
  {
    id: 'SCALAR-ID-is-text',
    says: 'passes an ID to resolvers as a string, and returns a string, when the client sends a number',
    source: page,
    given,
    ...asked('{ takesID(value: 5) }', { data: { takesID: '5' } }),
  },
  {
    id: 'SCALAR-String-refuses-number',
    says: 'refuses a number for String from a client',
    source: inputOf('String'),
    given,
    ...asked('{ takesString(value: 5) }', {
      data: null,
      errors: [
        {
          path: null,
          locations: [{ line: 1, column: 15, sourceName: null }],
          message:
            "Validation error of type WrongType: argument 'value' with value 'IntValue{value=5}' is not a valid 'String' @ 'takesString'",
        },
      ],
    }),
  },
  {
    id: 'SCALAR-Float-takes-integer',
    says: 'accepts an integer for Float',
    source: inputOf('Float'),
    given,
    ...asked('{ takesFloat(value: 3) }', { data: { takesFloat: 3 } }),
  },
  {
    id: 'SCALAR-null-passes',
    says: 'passes null through every scalar',
    source: documented('https://spec.graphql.org/October2021/#sec-Null-Value'),
    given,
    ...asked(`{ ${names.map((name) => `takes${name}(value: null)`).join(' ')} }`, {
      data: Object.fromEntries(names.map((name) => [`takes${name}`, null])),
    }),
  },
];

export const scalars: Area = {
  title: 'Scalars',
  behaviours: [...both, ...words, ...json, ...builtIn],
};
