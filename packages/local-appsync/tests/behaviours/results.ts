import {
  recorded,
  unconfirmed,
  documented,
  type Area,
  type Behaviour,
  type Source,
} from './behaviour';
import { asked, givenDefinition, operation } from './given';

const GRAPHQL_JAVA = unconfirmed(
  'the behaviour of graphql-java 9 to 13, whose messages AppSync returns: https://github.com/graphql-java/graphql-java/blob/v13.0/src/main/java/graphql/Scalars.java',
);
const LOCALSTACK = recorded('https://github.com/localstack/localstack/issues/10257');
const spec = (section: string): Source =>
  documented(`https://spec.graphql.org/October2021/#sec-${section}.Result-Coercion`);

/** A value that its type does not accept, by the Java name of its class. */
class Unfit {
  readonly java: string;

  constructor(java: string) {
    this.java = java;
  }
}
const unfit = (java: string): Unfit => new Unfit(java);

const SCALARS = ['Boolean', 'Int', 'Float', 'String', 'ID'] as const;
type Row = readonly [
  id: string,
  value: unknown,
  boolean: unknown,
  int: unknown,
  float: unknown,
  string: unknown,
  id: unknown,
];

const TEXT = unfit('String');
const BOOLEAN = unfit('Boolean');
const DOUBLE = unfit('Double');
const LONG = unfit('Long');
const LIST = unfit('ArrayList');
const OBJECT = unfit('LinkedHashMap');

/** Every kind of value that a resolver can return, and the result for each scalar. */
const rows: readonly Row[] = [
  ['null', null, null, null, null, null, null],
  ['true', true, true, BOOLEAN, BOOLEAN, 'true', BOOLEAN],
  ['false', false, false, BOOLEAN, BOOLEAN, 'false', BOOLEAN],
  ['zero', 0, false, 0, 0, '0', '0'],
  ['one', 1, true, 1, 1, '1', '1'],
  ['negative', -5, true, -5, -5, '-5', '-5'],
  ['fraction', 1.5, true, DOUBLE, 1.5, '1.5', DOUBLE],
  ['small-fraction', 0.000_1, true, DOUBLE, 0.000_1, '1.0E-4', DOUBLE],
  ['large-fraction', 12_345_678.5, true, DOUBLE, 12_345_678.5, '1.23456785E7', DOUBLE],
  ['largest-int', 2_147_483_647, true, 2_147_483_647, 2_147_483_647, '2147483647', '2147483647'],
  ['over-int', 2_147_483_648, true, LONG, 2_147_483_648, '2147483648', '2147483648'],
  [
    'smallest-int',
    -2_147_483_648,
    true,
    -2_147_483_648,
    -2_147_483_648,
    '-2147483648',
    '-2147483648',
  ],
  ['under-int', -2_147_483_649, true, LONG, -2_147_483_649, '-2147483649', '-2147483649'],
  [
    'over-long',
    1e21,
    true,
    unfit('BigInteger'),
    1e21,
    '1000000000000000000000',
    unfit('BigInteger'),
  ],
  ['text-true', 'true', true, TEXT, TEXT, 'true', 'true'],
  ['text-true-capital', 'TRUE', true, TEXT, TEXT, 'TRUE', 'TRUE'],
  ['text-false', 'false', false, TEXT, TEXT, 'false', 'false'],
  ['text-yes', 'yes', false, TEXT, TEXT, 'yes', 'yes'],
  ['text-empty', '', false, TEXT, TEXT, '', ''],
  ['text-integer', '5', false, 5, 5, '5', '5'],
  ['text-signed', '+5', false, 5, 5, '+5', '+5'],
  ['text-whole-fraction', '1.0', false, 1, 1, '1.0', '1.0'],
  ['text-exponent', '12e-1', false, TEXT, 1.2, '12e-1', '12e-1'],
  ['text-whole-exponent', '1E2', false, 100, 100, '1E2', '1E2'],
  [
    'text-nearly-whole',
    '1.00000000000000000001',
    false,
    TEXT,
    1,
    '1.00000000000000000001',
    '1.00000000000000000001',
  ],
  ['text-over-int', '2147483648', false, TEXT, 2_147_483_648, '2147483648', '2147483648'],
  ['text-over-double', '1e999', false, TEXT, TEXT, '1e999', '1e999'],
  ['text-space', ' 5', false, TEXT, TEXT, ' 5', ' 5'],
  ['text-hexadecimal', '0x10', false, TEXT, TEXT, '0x10', '0x10'],
  ['text-nan', 'NaN', false, TEXT, TEXT, 'NaN', 'NaN'],
  ['text-infinity', 'Infinity', false, TEXT, TEXT, 'Infinity', 'Infinity'],
  ['list-empty', [], LIST, LIST, LIST, '[]', LIST],
  ['list', [1, 'a', null, [true]], LIST, LIST, LIST, '[1, a, null, [true]]', LIST],
  ['object-empty', {}, OBJECT, OBJECT, OBJECT, '{}', OBJECT],
  ['object', { a: 1, b: { c: 'd' } }, OBJECT, OBJECT, OBJECT, '{a=1, b={c=d}}', OBJECT],
];

/** Cases with a better source. */
const sources: Readonly<Record<string, Source>> = {
  'Boolean-true': spec('Boolean'),
  'Boolean-false': spec('Boolean'),
  'Boolean-text-true': LOCALSTACK,
  'Boolean-text-false': LOCALSTACK,
  'Boolean-object': recorded(
    'https://github.com/echowaves/WiSaw.cdk (the change of removePhotoFromWave)',
  ),
  'Int-text-yes': recorded('https://github.com/hoganho/kingsroom (fix-total-duration.mjs)'),
  ...Object.fromEntries(
    ['zero', 'one', 'negative', 'largest-int', 'smallest-int'].map((id) => [
      `Int-${id}`,
      spec('Int'),
    ]),
  ),
  ...Object.fromEntries(
    ['zero', 'one', 'negative', 'fraction', 'large-fraction'].map((id) => [
      `Float-${id}`,
      spec('Float'),
    ]),
  ),
  ...Object.fromEntries(
    ['text-empty', 'text-yes', 'one', 'true', 'fraction'].map((id) => [
      `String-${id}`,
      spec('String'),
    ]),
  ),
  ...Object.fromEntries(['text-yes', 'text-empty', 'one'].map((id) => [`ID-${id}`, spec('ID')])),
  ...Object.fromEntries(
    SCALARS.map((scalar) => [
      `${scalar}-null`,
      documented('https://spec.graphql.org/October2021/#sec-Null-Value'),
    ]),
  ),
};

const echo = {
  source: 'none',
  code: `
    export function request(ctx) { return { payload: ctx.args.value }; }
    export function response(ctx) { return ctx.result; }
  `,
};

const fields = [
  ...SCALARS.map((scalar) => [`gives${scalar}`, scalar] as const),
  ['givesKind', 'Kind'],
  ['givesNumbers', '[Int]'],
  ['givesSureNumbers', '[Int!]'],
  ['givesGrid', '[[Int]!]'],
  ['givesKinds', '[Kind]'],
  ['givesThing', 'Thing'],
  ['givesThings', '[Thing]'],
] as const;

const given = givenDefinition({
  schema: `
    enum Kind { RED BLUE }
    type Thing { flag: Boolean sure: Int! at: AWSDateTime! list: [Int]! things: [Thing] }
    type Query { ${fields.map(([name, type]) => `${name}(value: AWSJSON): ${type}`).join(' ')} }
  `,
  resolvers: Object.fromEntries(fields.map(([name]) => [`Query.${name}`, echo])),
});

/** The whole response for a field with this value. */
const giving = (
  field: string,
  value: unknown,
  body: unknown,
  selection = '',
): Pick<Behaviour, 'exchanges'> => ({
  exchanges: [
    {
      body: operation(`query ($v: AWSJSON) { ${field}(value: $v) ${selection} }`, {
        v: JSON.stringify(value),
      }),
      answer: { body },
    },
  ],
});

const serializes = (path: readonly (string | number)[], slashes: string, reason: string) => ({
  path,
  locations: null,
  message: `Can't serialize value (${slashes}) : ${reason}`,
});
const violates = (
  path: readonly (string | number)[],
  slashes: string,
  type: string,
  parent: string,
) => ({
  path,
  locations: null,
  message: `Cannot return null for non-nullable type: '${type}' within parent '${parent}' (${slashes})`,
});

const table: Behaviour[] = SCALARS.flatMap((scalar, column) =>
  rows.map(([id, value, ...results]): Behaviour => {
    const result = results[column];
    const field = `gives${scalar}`;
    const isUnfit = result instanceof Unfit;
    return {
      id: `RESULT-${scalar}-${id}`,
      says: `${isUnfit ? 'refuses' : `returns \`${JSON.stringify(result)}\` for`} \`${JSON.stringify(value)}\` from a resolver when the type is ${scalar}`,
      source: sources[`${scalar}-${id}`] ?? GRAPHQL_JAVA,
      given,
      ...giving(
        field,
        value,
        isUnfit
          ? {
              data: { [field]: null },
              errors: [
                serializes(
                  [field],
                  `/${field}`,
                  `Expected type '${scalar}' but was '${result.java}'.`,
                ),
              ],
            }
          : { data: { [field]: result } },
      ),
    };
  }),
);

const enums: Behaviour[] = (
  [
    ['unknown', 'GREEN', 'GREEN'],
    ['lower-case', 'red', 'red'],
    ['number', 1, '1'],
    ['boolean', true, 'true'],
    ['list', ['RED'], '[RED]'],
    ['object', { kind: 'RED' }, '{kind=RED}'],
    ['inherited', 'constructor', 'constructor'],
  ] as const
).map(([id, value, shown]): Behaviour => ({
  id: `RESULT-enum-${id}`,
  says: `refuses \`${JSON.stringify(value)}\` from a resolver for an enum without that value`,
  source:
    id === 'unknown'
      ? recorded('https://github.com/hoganho/kingsroom (the scraping engine)')
      : GRAPHQL_JAVA,
  given,
  ...giving('givesKind', value, {
    data: { givesKind: null },
    errors: [
      serializes(
        ['givesKind'],
        '/givesKind',
        `Invalid input for Enum 'Kind'. Unknown value '${shown}'`,
      ),
    ],
  }),
}));

const NO_INT = "Expected type 'Int' but was 'String'.";
const ALSO_NULL = unconfirmed(
  'graphql-java adds an entry for the resulting null, even if another entry is its cause',
);

const places: Behaviour[] = [
  {
    id: 'RESULT-enum-value',
    says: 'returns enum values, also in lists, and null for null',
    source: documented('https://spec.graphql.org/October2021/#sec-Enums.Result-Coercion'),
    given,
    ...giving('givesKinds', ['BLUE', null, 'RED'], { data: { givesKinds: ['BLUE', null, 'RED'] } }),
  },
  {
    id: 'RESULT-list',
    says: 'converts each value in a list and returns null for a refused one',
    source: GRAPHQL_JAVA,
    given,
    ...giving('givesNumbers', [1, '2', 'x', null, true], {
      data: { givesNumbers: [1, 2, null, null, null] },
      errors: [
        serializes(['givesNumbers', 2], '/givesNumbers[2]', NO_INT),
        serializes(
          ['givesNumbers', 4],
          '/givesNumbers[4]',
          "Expected type 'Int' but was 'Boolean'.",
        ),
      ],
    }),
  },
  {
    id: 'RESULT-list-of-lists',
    says: 'converts the values in nested lists and reports the indices of refused ones',
    source: GRAPHQL_JAVA,
    given,
    ...giving('givesGrid', [['1'], [2, 'x'], []], {
      data: { givesGrid: [[1], [2, null], []] },
      errors: [serializes(['givesGrid', 1, 1], '/givesGrid[1][1]', NO_INT)],
    }),
  },
  {
    id: 'RESULT-list-within-none',
    says: 'returns null and two errors when a non-null list within a list is not a list',
    source: ALSO_NULL,
    given,
    ...giving('givesGrid', [[1], 2], {
      data: { givesGrid: null },
      errors: [
        {
          path: ['givesGrid', 1],
          locations: null,
          message: "Can't resolve value (/givesGrid[1]) : type mismatch error, expected type LIST",
        },
        violates(['givesGrid', 1], '/givesGrid[1]', 'Int', 'Query'),
      ],
    }),
  },
  {
    id: 'RESULT-list-required',
    says: 'returns null for a list and two errors when one of its non-null values is refused',
    source: ALSO_NULL,
    given,
    ...giving('givesSureNumbers', [1, 'x'], {
      data: { givesSureNumbers: null },
      errors: [
        serializes(['givesSureNumbers', 1], '/givesSureNumbers[1]', NO_INT),
        violates(['givesSureNumbers', 1], '/givesSureNumbers[1]', 'Int', 'Query'),
      ],
    }),
  },
  {
    id: 'RESULT-enum-list-text',
    says: 'does not convert a string to a list',
    source: recorded('https://github.com/aws-amplify/amplify-studio/issues/81'),
    given,
    ...giving('givesKinds', 'RED', {
      data: { givesKinds: null },
      errors: [
        {
          path: ['givesKinds'],
          locations: null,
          message: "Can't resolve value (/givesKinds) : type mismatch error, expected type LIST",
        },
      ],
    }),
  },
  {
    id: 'RESULT-member',
    says: 'converts the members of an object by the names of their fields',
    source: LOCALSTACK,
    given,
    ...giving(
      'givesThings',
      [
        { flag: 'true', sure: '1' },
        { flag: 'false', sure: 2 },
      ],
      {
        data: {
          givesThings: [
            { is: true, sure: 1 },
            { is: false, sure: 2 },
          ],
        },
      },
      '{ is: flag sure }',
    ),
  },
  ...(
    [
      ['scalar', { sure: 'x' }, 'sure', 'serialize', NO_INT, 'Int'],
      [
        'aws-scalar',
        { at: 'None' },
        'at',
        'serialize',
        'Unable to serialize `None` as a valid DateTime Object.',
        'AWSDateTime',
      ],
      ['list', { list: 'x' }, 'list', 'resolve', 'type mismatch error, expected type LIST', 'Int'],
    ] as const
  ).map(([id, value, member, verb, reason, type]): Behaviour => ({
    id: `RESULT-required-${id}`,
    says: `returns null for the parent and two errors when a non-null ${id} is refused`,
    source: ALSO_NULL,
    given,
    ...giving(
      'givesThing',
      value,
      {
        data: { givesThing: null },
        errors: [
          {
            path: ['givesThing', member],
            locations: null,
            message: `Can't ${verb} value (/givesThing/${member}) : ${reason}`,
          },
          violates(['givesThing', member], `/givesThing/${member}`, type, 'Thing'),
        ],
      },
      `{ ${member} }`,
    ),
  })),
  {
    id: 'RESULT-required-alias',
    says: 'reports a refused value by its alias',
    source: documented('https://spec.graphql.org/October2021/#sec-Errors'),
    given,
    ...asked(
      'query ($v: AWSJSON) { n: givesInt(value: $v) }',
      { data: { n: null }, errors: [serializes(['n'], '/n', NO_INT)] },
      { v: '"x"' },
    ),
  },
];

export const results: Area = {
  title: 'Results',
  behaviours: [...table, ...enums, ...places],
};
