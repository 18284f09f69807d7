import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createApi } from '../../src/api';
import { noneSource } from '../../src/sources/none';
import { expectNoFaults } from './faults';
import { API_KEY, expectAnswer, post } from './given';
import { holds, partsOf, seeded } from './holds';
import { anyText } from './texts';

expectNoFaults();

const scalars = [
  ...['Boolean', 'Int', 'Float', 'String', 'ID', 'AWSDate', 'AWSTime', 'AWSDateTime'],
  ...['AWSTimestamp', 'AWSEmail', 'AWSJSON', 'AWSURL', 'AWSPhone', 'AWSIPAddress'],
];
const named = [...scalars, 'Kind', 'Tree', 'Either', 'Named'];
const types = named.flatMap((name) => [name, `${name}!`, `[${name}]`, `[[${name}!]]!`]);
const composite = /Tree|Either|Named/;

const echo = {
  source: 'none',
  code: `
    export function request(ctx) { return { payload: ctx.args.value }; }
    export function response(ctx) { return ctx.result; }
  `,
};

const api = createApi({
  schema: `
    enum Kind { FIRST SECOND }
    interface Named { name: String }
    union Either = Tree | Leaf
    type Tree implements Named { name: String count: Int! kinds: [Kind!] either: Either }
    type Leaf implements Named { name: String! }
    type Query { ${types.map((type, i) => `f${i}(value: AWSJSON): ${type}`).join(' ')} }
  `,
  resolvers: Object.fromEntries(types.map((_, i) => [`Query.f${i}`, echo])),
  sources: { none: noneSource },
  auth: { defaultMode: 'API_KEY', apiKeys: [{ key: API_KEY }] },
});

/** What clients rely on, regardless of the value that a resolver returned. */
const fits: Readonly<Record<string, (result: unknown) => boolean>> = {
  Boolean: (result) => typeof result === 'boolean',
  Int: (result) => result === Number(result) && (result | 0) === result,
  Float: (result) => Number.isFinite(result),
  String: (result) => typeof result === 'string',
  ID: (result) => typeof result === 'string',
  Kind: (result) => result === 'FIRST' || result === 'SECOND',
};

/** The result of the API for a resolver's value, as one of the types. */
async function resultOf(index: number, value: unknown): Promise<unknown> {
  const selection = composite.test(types[index]!) ? '{ __typename ... on Named { name } }' : '';
  const query = `query ($v: AWSJSON) { f${index}(value: $v) ${selection} }`;
  const variables = { v: JSON.stringify(value) };
  const { data } = expectAnswer(await post(api, JSON.stringify({ query, variables })));
  return (data as Record<string, unknown> | null | undefined)?.[`f${index}`];
}

const text = fc.oneof(
  anyText(8),
  fc.constantFrom('true', 'FIRST', '2024-02-29', '12:00Z', '1e999', '-0', '.5', '127.0.0.1'),
  fc.double().map(String),
);
const leaf = fc.oneof(text, fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean());
const tree = fc.record(
  {
    __typename: fc.oneof(fc.constantFrom('Tree', 'Leaf', 'Named', 'Either', '__proto__'), leaf),
    name: leaf,
    count: leaf,
  },
  { requiredKeys: [] },
);
const value = fc.oneof(
  ...[leaf, fc.integer(), tree, fc.constant(null), fc.jsonValue()],
  fc.array(fc.oneof(leaf, tree, fc.constant(null), fc.array(leaf)), { maxLength: 3 }),
);

describe(seeded('results'), () => {
  it.each(partsOf('results'))(
    'of any value match their types, or are errors ($number of $total)',
    (part) =>
      holds(
        part,
        fc.record({ index: fc.nat(types.length - 1), value }),
        async ({ index, value: given }) => {
          const result = (await resultOf(index, given)) ?? null;
          const isFit = fits[types[index]!];
          if (isFit && result !== null) expect(isFit(result)).toBe(true);
        },
      ),
  );

  const digits = fc.string({ unit: fc.constantFrom(...'0001259'), maxLength: 12 });

  it.each(partsOf('decimals'))(
    'of numbers in text are exactly those numbers ($number of $total)',
    (part) =>
      holds(
        part,
        fc.record({
          sign: fc.constantFrom('', '-', '+'),
          whole: digits,
          fraction: digits,
          exponent: fc.integer({ min: -15, max: 15 }),
        }),
        async ({ sign, whole, fraction, exponent }) => {
          fc.pre(whole + fraction !== '');
          const scale = exponent - fraction.length;
          const units = BigInt(whole + fraction) * (sign === '-' ? -1n : 1n);
          const power = 10n ** BigInt(Math.abs(scale));
          const isWhole = scale >= 0 || units % power === 0n;
          const exact = scale >= 0 ? units * power : units / power;
          const fits = isWhole && BigInt.asIntN(32, exact) === exact;
          const written = `${sign}${whole}.${fraction}e${exponent}`;
          expect(await resultOf(types.indexOf('Int'), written)).toBe(fits ? Number(exact) : null);
        },
      ),
  );
});

it('quickly rejects a long text that is not a number', async () => {
  const long = `1${'0'.repeat(200_000)}`;
  expect(await resultOf(types.indexOf('Int'), `${long}1x`)).toBeNull();
  expect(await resultOf(types.indexOf('Int'), `${long}1e-1`)).toBeNull();
});
