import { describe, expect, it } from 'vitest';
import { ask, givenApi } from './givenApi';

/** The scalars page of the developer guide, and reports where it says `reported`. */
const values: Record<string, { accepted: unknown[]; refused: unknown[] }> = {
  AWSDate: {
    accepted: [
      '1970-01-01',
      '1970-01-01Z',
      '2024-02-29',
      '1970-01-01-07:00',
      '1970-01-01+05:30:15',
    ],
    // Reported: a full date-time is no date.
    refused: ['1970-13-01', '2023-02-29', '70-01-01', '1970-1-1', '2020-01-01T00:00:00Z', 5, ''],
  },
  AWSTime: {
    accepted: ['12:00', '12:00:34', '12:00:34.', '12:00:34.123', '12:00:34.123Z', '12:00:34-07:00'],
    refused: ['24:00:00', '12:60:00', '12:00:60', '12', '1970-01-01T12:00:00Z', ''],
  },
  AWSDateTime: {
    accepted: ['1970-01-01T12:00:00.000Z', '2020-01-01T00:00+00:00', '1970-01-01T12:00:34-07:00'],
    refused: [
      '1970-01-01',
      '1970-01-01T12:00:00',
      '2020-05-19T11:5:29.000Z',
      '2020-02-30T00:00Z',
      '',
    ],
  },
  AWSTimestamp: { accepted: [0, -1, 1_795_392_000], refused: [1.5, 'now'] },
  AWSEmail: { accepted: ['a@b', 'username@example.com'], refused: ['a', '@b', 'a@', 'a b@c', ''] },
  AWSURL: {
    accepted: ['https://www.amazon.com/path?q=1#f', 'mailto:a@example.com'],
    refused: ['www.amazon.com', 'https://a.example/b//c', 'http://', ''],
  },
  AWSPhone: {
    // Reported: 1110004444 is refused, because no area code begins with 1.
    accepted: ['+91 98765 43210', '206-555-0100', '1-206-555-0100', '+4930123456'],
    refused: ['1110004444', '12', 'phone', '+', ''],
  },
  AWSIPAddress: {
    accepted: ['123.12.34.56', '1a2b:3c4b::1234:4567', '10.0.0.0/8', '::/0', 'fe80::1/64'],
    refused: ['256.0.0.1', '1.2.3', '[::1]', '10.0.0.0/33', '::1/129', '1.2.3.4/', ''],
  },
};

const api = givenApi({
  schema: `
    type Query { ${Object.keys(values)
      .map((name) => `${name}(value: ${name}): ${name}`)
      .join(' ')} json(value: AWSJSON): AWSJSON }
  `,
  resolvers: Object.fromEntries(
    [...Object.keys(values), 'json'].map((name) => [
      `Query.${name}`,
      {
        source: 'none',
        code: `
          export function request(ctx) { return { payload: ctx.args.value }; }
          export function response(ctx) { return ctx.result; }
        `,
      },
    ]),
  ),
});

/** What each scalar would be if a resolver returned the value, without the scalar on the way in. */
const returning = (scalar: string, value: unknown) =>
  givenApi({
    schema: `type Query { value: ${scalar} }`,
    resolvers: {
      'Query.value': {
        source: 'none',
        code: `
          export function request(ctx) { return { payload: ${JSON.stringify(value)} }; }
          export function response(ctx) { return ctx.result; }
        `,
      },
    },
  });

const accepted = Object.entries(values).flatMap(([scalar, each]) =>
  each.accepted.map((value) => [scalar, value] as const),
);
const refused = Object.entries(values).flatMap(([scalar, each]) =>
  each.refused.map((value) => [scalar, value] as const),
);

describe('a scalar', () => {
  it.each(accepted)('%s takes %j, and passes it through as it is', async (scalar, value) => {
    const query = `{ ${scalar}(value: ${JSON.stringify(value)}) }`;
    expect(await ask(api, query)).toEqual({ data: { [scalar]: value } });
  });

  it.each(refused)('%s refuses %j from a client', async (scalar, value) => {
    const { data, errors } = await ask(api, `{ ${scalar}(value: ${JSON.stringify(value)}) }`);
    expect(data).toBeNull();
    expect(errors![0]!.message).toContain(`is not a valid '${scalar}' @ '${scalar}'`);
  });

  it.each(refused)('%s refuses %j from a resolver', async (scalar, value) => {
    const { data, errors } = await ask(returning(scalar, value), '{ value }');
    expect(data).toEqual({ value: null });
    expect(errors).toMatchObject([{ path: ['value'], locations: null }]);
    expect(errors![0]!.message).toContain(
      `Can't serialize value (/value) : Unable to serialize \`${String(value)}\` as a valid `,
    );
  });

  it('says of a date-time what is recorded in aws-amplify/amplify-js#5963', async () => {
    const { errors } = await ask(returning('AWSDateTime', '2020-05-23T06:4:37.000Z'), '{ value }');
    expect(errors).toEqual([
      {
        path: ['value'],
        locations: null,
        message:
          "Can't serialize value (/value) : Unable to serialize `2020-05-23T06:4:37.000Z` as a valid DateTime Object.",
      },
    ]);
  });
});

describe('AWSJSON', () => {
  it.each([
    ['"{\\"a\\":[1]}"', '{"a":[1]}'],
    ['"5"', '5'],
    ['"\\"text\\""', '"text"'],
    ['"null"', null],
  ])('takes the text %s, and answers text', async (literal, expected) => {
    expect(await ask(api, `{ json(value: ${literal}) }`)).toEqual({ data: { json: expected } });
  });

  it.each(['{ a: 1 }', '5', '"{"', '"a"'])('refuses %s', async (literal) => {
    const { data, errors } = await ask(api, `{ json(value: ${literal}) }`);
    expect(data).toBeNull();
    expect(errors![0]!.message).toContain("is not a valid 'AWSJSON' @ 'json'");
  });
});
