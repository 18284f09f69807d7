import fc from 'fast-check';
import { anyText } from './texts';

/** The value of an argument in each of its three forms. */
export interface Input {
  /** In a document. */
  readonly literal: string;
  /** As a variable. */
  readonly json: unknown;
  /** As resolvers receive it: without the defaults of the schema. */
  readonly seen: unknown;
}

const of = <Value>(values: fc.Arbitrary<Value>): fc.Arbitrary<Input> =>
  values.map((value) => ({ literal: JSON.stringify(value), json: value, seen: value }));

const NULL: Input = { literal: 'null', json: null, seen: null };

const text = of(anyText(8));
const integer = of(fc.integer());
const kind = fc
  .constantFrom('FIRST', 'SECOND')
  .map((value): Input => ({ literal: value, json: value, seen: value }));

const orNull = (inputs: fc.Arbitrary<Input>): fc.Arbitrary<Input> =>
  fc.oneof({ weight: 6, arbitrary: inputs }, { weight: 1, arbitrary: fc.constant(NULL) });

/** A list, or one value that is converted to a list of one. */
const listOf = (inputs: fc.Arbitrary<Input>): fc.Arbitrary<Input> =>
  fc.oneof(
    fc.array(inputs, { maxLength: 3 }).map((items) => ({
      literal: `[${items.map(({ literal }) => literal).join()}]`,
      json: items.map(({ json }) => json),
      seen: items.map(({ seen }) => seen),
    })),
    inputs.map(({ literal, json, seen }) => ({ literal, json, seen: [seen] })),
  );

/** Members in the order of the schema, as resolvers receive them. */
export type Members = readonly (readonly [name: string, input: Input])[];

/** Some of the members. */
export const someOf = (members: Record<string, fc.Arbitrary<Input>>): fc.Arbitrary<Members> =>
  fc
    .record(members, { requiredKeys: [] })
    .map((chosen) =>
      Object.keys(members).flatMap((name) => (chosen[name] ? [[name, chosen[name]] as const] : [])),
    );

const filter: fc.Arbitrary<Input> = filterOf(2);

function filterOf(depth: number): fc.Arbitrary<Input> {
  const nested = depth > 0 ? { nested: orNull(filterOf(depth - 1)) } : {};
  const members = {
    text: orNull(text),
    limit: orNull(integer),
    kinds: orNull(listOf(kind)),
    ...nested,
  };
  return someOf(members).map((chosen) => ({
    literal: `{${chosen.map(([name, { literal }]) => `${name}:${literal}`).join()}}`,
    json: Object.fromEntries(chosen.map(([name, { json }]) => [name, json])),
    seen: Object.fromEntries(chosen.map(([name, { seen }]) => [name, seen])),
  }));
}

/** The arguments of each field that has some, and the types of their variables. */
export const argumentsOf: Readonly<Record<string, fc.Arbitrary<Members>>> = {
  echo: someOf({
    text: orNull(text),
    numbers: orNull(listOf(integer)),
    filter: orNull(filter),
    kind: orNull(kind),
    flag: orNull(of(fc.boolean())),
  }),
  write: someOf({ filter: orNull(filter) }),
};

export const argumentTypes: Readonly<Record<string, string>> = {
  text: 'String',
  numbers: '[Int!]',
  filter: 'Filter',
  kind: 'Kind',
  flag: 'Boolean',
};
