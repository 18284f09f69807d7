import { expect } from 'vitest';
import { documented, unconfirmed, type Area, type Behaviour } from '../../behaviour';
import { gives, refuses } from '../answers';
import { asks } from '../answers';
import { dynamo, keyOf, raw, reference } from './given';

const REQUEST = documented(reference('typed-values-request'));
const RESPONSE = documented(reference('typed-values-responses'));

/** Written with a type, and read without one. */
const kinds: [name: string, says: string, typed: unknown, plain: unknown][] = [
  ['string', 'returns a string as a string', { S: 'é' }, 'é'],
  ['string-empty', 'returns an empty string unchanged', { S: '' }, ''],
  ['number', 'accepts a number', { N: -1.5 }, -1.5],
  ['number-text', 'accepts a number that is written as a string', { N: '12' }, 12],
  ['boolean', 'returns a boolean as a boolean', { BOOL: false }, false],
  ['null', 'accepts null as the value of NULL, as its helpers write it', { NULL: null }, null],
  ['null-true', 'accepts true as the value of NULL, as DynamoDB does', { NULL: true }, null],
  ['binary', 'returns binary as Base64', { B: 'aGVsbG8=' }, 'aGVsbG8='],
  [
    'list',
    'returns a list with its elements',
    { L: [{ S: 'a' }, { N: 1 }, { L: [] }] },
    ['a', 1, []],
  ],
  ['map', 'returns a map as an object', { M: { a: { M: { b: { N: 1 } } } } }, { a: { b: 1 } }],
  ['map-empty', 'returns an empty map as an empty object', { M: {} }, {}],
  ['string-set', 'returns a set of strings as a list', { SS: ['a'] }, ['a']],
  ['number-set', 'returns a set of numbers as a list', { NS: [1] }, [1]],
  ['number-set-text', 'accepts a set of numbers that are written as strings', { NS: ['2'] }, [2]],
  ['binary-set', 'returns a set of binary as a list of Base64', { BS: ['aGVsbG8='] }, ['aGVsbG8=']],
];

const typed = kinds.map(([name, says, value, plain]): Behaviour => {
  const key = keyOf(`value-${name}`);
  const item = { pk: `value-${name}`, sk: 'a', v: plain };
  return {
    id: `DYNAMODB-value-${name}`,
    says,
    source: plain === null || name.endsWith('-text') ? REQUEST : RESPONSE,
    given: dynamo,
    exchanges: [
      raw({ operation: 'PutItem', key, attributeValues: { v: value } }, gives(item)),
      raw({ operation: 'GetItem', key, consistentRead: true }, gives(item)),
    ],
  };
});

const AT = '$[attributeValues][v]';

const untyped: Behaviour[] = (
  [
    ['plain', 'a', `Expected JSON object for attribute value '${AT}', but got a 'STRING' instead.`],
    [
      'plain-list',
      [],
      `Expected JSON object for attribute value '${AT}', but got a 'ARRAY' instead.`,
    ],
    [
      'plain-null',
      null,
      `Expected JSON object for attribute value '${AT}', but got a 'NULL' instead.`,
    ],
    ['none', {}, `Expected exactly one type for attribute value '${AT}', but got 0.`],
    ['two', { S: 'a', N: 1 }, `Expected exactly one type for attribute value '${AT}', but got 2.`],
    ['unknown', { X: 'a' }, `Unsupported element '${AT}[X]'.`],
    ['string-number', { S: 1 }, `Value for field '${AT}[S]' not valid: it is a 'NUMBER'.`],
    ['number-boolean', { N: true }, `Value for field '${AT}[N]' not valid: it is a 'BOOLEAN'.`],
    [
      'boolean-string',
      { BOOL: 'no' },
      `Value for field '${AT}[BOOL]' not valid: it is a 'STRING'.`,
    ],
    ['null-false', { NULL: false }, `Value for field '${AT}[NULL]' not valid: it is a 'BOOLEAN'.`],
    ['set-string', { SS: 'a' }, `Value for field '${AT}[SS]' not valid: it is a 'STRING'.`],
    ['set-member', { NS: [1, {}] }, `Value for field '${AT}[NS][1]' not valid: it is a 'OBJECT'.`],
    ['map-list', { M: [] }, `Value for field '${AT}[M]' not valid: it is a 'ARRAY'.`],
    [
      'list-member',
      { L: [{ S: 'a' }, 'b'] },
      `Expected JSON object for attribute value '${AT}[L][1]', but got a 'STRING' instead.`,
    ],
    [
      'map-member',
      { M: { a: 1 } },
      `Expected JSON object for attribute value '${AT}[M][a]', but got a 'NUMBER' instead.`,
    ],
  ] as const
).map(([name, value, message]) => ({
  id: `DYNAMODB-value-refused-${name}`,
  says: `refuses \`${JSON.stringify(value)}\` as a typed value`,
  source: unconfirmed(
    `values must be typed (${reference('typed-values-request')}); the message is not recorded`,
  ),
  given: dynamo,
  exchanges: [
    raw(
      { operation: 'PutItem', key: keyOf('untyped'), attributeValues: { v: value } },
      refuses(message),
    ),
  ],
}));

export const dynamodbValues: Area = {
  title: 'DynamoDB: values',
  behaviours: [
    ...typed,
    {
      id: 'DYNAMODB-value-helpers',
      says: 'accepts the results of util.dynamodb for plain values',
      source: documented(
        'https://docs.aws.amazon.com/appsync/latest/devguide/dynamodb-helpers-in-util-dynamodb-js.html',
      ),
      given: dynamo,
      exchanges: [
        asks(
          'mapping',
          { key: { pk: 'mapped', sk: 'a' }, item: { list: ['a', 1, null], map: { yes: true } } },
          gives({
            pk: 'mapped',
            sk: 'a',
            list: ['a', 1, null],
            map: { yes: true },
            strings: ['a'],
            numbers: [1],
            binary: 'aGVsbG8=',
          }),
        ),
      ],
    },
    {
      id: 'DYNAMODB-value-number-large',
      says: 'returns a number with the precision of JavaScript, some sixteen digits',
      source: unconfirmed('JSON numbers have no limit, but a JavaScript handler parses them'),
      given: dynamo,
      exchanges: [
        raw(
          {
            operation: 'PutItem',
            key: keyOf('large'),
            attributeValues: { v: { N: '12345678901234567890' } },
          },
          gives({ pk: 'large', sk: 'a', v: expect.closeTo(12345678901234567000, -6) }),
        ),
      ],
    },
    ...untyped,
  ],
};
