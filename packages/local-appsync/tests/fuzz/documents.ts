import fc from 'fast-check';
import { ROOT } from './given';
import { argumentsOf, argumentTypes, type Input, type Members } from './inputs';
import { anyText } from './texts';

/** A request that is valid for the schema, and the expected data. */
export interface ValidRequest {
  readonly body: { query: string; operationName?: string; variables: Record<string, unknown> };
  readonly data: unknown;
}

/** A variable that is declared but not supplied. */
const NOT_SUPPLIED: Input = { literal: 'null', json: null, seen: null };

interface Condition {
  readonly directive: 'include' | 'skip';
  readonly input: Input;
  readonly asVariable: boolean;
}

type Selection = { readonly condition: Condition | null } & (
  | {
      readonly kind: 'field';
      readonly name: string;
      readonly alias: string | null;
      readonly args: readonly { name: string; input: Input; as: 'literal' | 'variable' }[];
      readonly children: readonly Selection[] | null;
    }
  | {
      readonly kind: 'inline' | 'spread';
      /** The type that it applies to; null for any. */
      readonly on: string | null;
      readonly children: readonly Selection[];
    }
);

/** For each type, the leaf fields, and the types of the other fields. */
const types: Readonly<
  Record<string, { leaves: readonly string[]; objects: Record<string, string> }>
> = {
  Query: { leaves: ['echo'], objects: { tree: 'Tree', leaf: 'Leaf' } },
  Mutation: { leaves: [], objects: { write: 'Tree' } },
  Tree: {
    leaves: ['id', 'name', 'count', 'ratio', 'flag', 'kind', 'at', 'note', 'tags', 'grid'],
    objects: { parent: 'Tree', children: 'Tree', leaf: 'Leaf', named: 'Named', either: 'Either' },
  },
  Leaf: { leaves: ['id', 'name', 'weight'], objects: {} },
  Named: { leaves: ['name'], objects: {} },
  Either: { leaves: [], objects: {} },
};

/** The possible type conditions of a fragment within each type. */
const conditions: Readonly<Record<string, readonly string[]>> = {
  Tree: ['Tree', 'Named', 'Either'],
  Leaf: ['Leaf', 'Named', 'Either'],
  Named: ['Named', 'Tree', 'Leaf', 'Either'],
  Either: ['Either', 'Tree', 'Leaf', 'Named'],
};

const aliases = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'data', 'on', 'query'];

const condition: fc.Arbitrary<Condition | null> = fc.option(
  fc.record({
    directive: fc.constantFrom('include', 'skip'),
    input: fc.boolean().map((value) => ({ literal: `${value}`, json: value, seen: value })),
    asVariable: fc.boolean(),
  }),
  { freq: 5 },
);

const known = new Map<string, fc.Arbitrary<readonly Selection[]>>();

/** Selections on a type, with at most this depth. */
function selections(type: string, depth: number): fc.Arbitrary<readonly Selection[]> {
  const key = `${type} ${depth}`;
  const made = known.get(key) ?? makeSelections(type, depth);
  known.set(key, made);
  return made;
}

function makeSelections(type: string, depth: number): fc.Arbitrary<readonly Selection[]> {
  const { leaves, objects } = types[type]!;
  const field = (name: string, children: fc.Arbitrary<readonly Selection[] | null>) =>
    fc.record({
      kind: fc.constant('field' as const),
      condition,
      name: fc.constant(name),
      alias: fc.option(fc.constantFrom(...aliases), { freq: 3 }),
      args: (argumentsOf[name] ?? fc.constant<Members>([])).chain((members) =>
        fc.tuple(
          ...members.map(([argument, input]) =>
            fc
              .constantFrom('literal' as const, 'variable' as const, 'not supplied' as const)
              .map((as) => ({
                name: argument,
                input: as === 'not supplied' ? NOT_SUPPLIED : input,
                as: as === 'literal' ? as : ('variable' as const),
              })),
          ),
        ),
      ),
      children,
    });
  const one: fc.Arbitrary<Selection>[] = [...leaves, '__typename'].map((name) =>
    field(name, fc.constant(null)),
  );
  if (depth > 0) {
    for (const [name, of] of Object.entries(objects))
      one.push(field(name, selections(of, depth - 1)));
    const on = conditions[type] ?? [type];
    one.push(
      fc.constantFrom(null, ...on).chain((on) =>
        fc.record({
          kind: fc.constantFrom('inline' as const, 'spread' as const),
          condition,
          on: fc.constant(on),
          children: selections(on ?? type, depth - 1),
        }),
      ),
    );
  }
  return fc.array(fc.oneof(...one), { minLength: 1, maxLength: 3 });
}

/** Requests that are valid for the schema. */
export const validRequest: fc.Arbitrary<ValidRequest> = fc
  .constantFrom(['query', 'Query'] as const, ['mutation', 'Mutation'] as const)
  .chain(([operation, type]) =>
    fc.record({
      operation: fc.constant(operation),
      type: fc.constant(type),
      set: selections(type, 3),
      separator: fc.constantFrom(' ', '\n', ', ', ' # "{\r\n', '\ufeff\t'),
      name: fc.option(fc.constantFrom('Named', '__proto__', 'on', 'query')),
      withAnother: fc.boolean(),
    }),
  )
  .map(({ operation, type, set, separator, name, withAnother }) => {
    const writer = new Writer();
    const text = writer.set(set, type);
    const data = writer.answer(set, ROOT, type);
    const variables = [...writer.types].map(([variable, of]) => `$${variable}: ${of}`);
    const tokens = [
      operation,
      name ?? (withAnother ? 'Chosen' : ''),
      variables.length > 0 ? `(${variables.join(' ')})` : '',
      ...text,
      ...writer.fragments.flat(),
      ...(withAnother ? ['query', 'Another', '{', '__typename', '}'] : []),
    ];
    const operationName = withAnother ? (name ?? 'Chosen') : name;
    return {
      body: {
        query: tokens.join(separator),
        ...(operationName !== null && { operationName }),
        variables: writer.variables,
      },
      data,
    };
  });

type Value = Readonly<Record<string, unknown>>;

/** Writes selections as text, with unique names, and computes the expected data. */
class Writer {
  readonly variables: Record<string, unknown> = {};
  /** Types by variable. */
  readonly types = new Map<string, string>();
  readonly fragments: string[][] = [];
  readonly #keys = new Map<Selection, string>();
  readonly #used = new Set<string>();

  set(selections: readonly Selection[], type: string): string[] {
    return ['{', ...selections.flatMap((selection) => this.#selection(selection, type)), '}'];
  }

  #selection(selection: Selection, type: string): string[] {
    const directives = this.#condition(selection.condition);
    if (selection.kind === 'field') {
      const key = this.#key(selection);
      const below = types[type]?.objects[selection.name];
      const args = selection.args.flatMap(({ name, input, as }) => [
        `${name}:`,
        as === 'variable' ? this.#variable(argumentTypes[name]!, input) : input.literal,
      ]);
      return [
        ...(key === selection.name ? [] : [key, ':']),
        selection.name,
        ...(args.length > 0 ? ['(', ...args, ')'] : []),
        ...directives,
        ...(below && selection.children ? this.set(selection.children, below) : []),
      ];
    }
    const on = selection.on ?? type;
    const set = this.set(selection.children, on);
    if (selection.kind === 'inline') {
      return ['...', ...(selection.on === null ? [] : ['on', on]), ...directives, ...set];
    }
    const fragment = `F${this.fragments.length}`;
    this.fragments.push(['fragment', fragment, 'on', on, ...set]);
    // Two spreads have the effect of one.
    return ['...', fragment, ...directives, '...', fragment, ...directives];
  }

  #condition(condition: Condition | null): string[] {
    if (!condition) return [];
    const { directive, input, asVariable } = condition;
    const value = asVariable ? this.#variable('Boolean!', input) : input.literal;
    return [`@${directive}`, '(', 'if:', value, ')'];
  }

  #variable(type: string, input: Input): string {
    const name = `v${this.types.size}`;
    this.types.set(name, type);
    if (input !== NOT_SUPPLIED) this.variables[name] = input.json;
    return `$${name}`;
  }

  #key(field: Extract<Selection, { kind: 'field' }>): string {
    const wanted = field.alias ?? field.name;
    const key = this.#used.has(wanted) ? `${wanted}_${this.#used.size}` : wanted;
    this.#used.add(key);
    this.#keys.set(field, key);
    return key;
  }

  /** The expected data for the selections on a root type or on a value. */
  answer(selections: readonly Selection[], value: Value, type: string): Record<string, unknown> {
    // Without a prototype, because of a field named `__proto__`.
    const into = Object.create(null) as Record<string, unknown>;
    this.#collect(selections, value, type, into);
    return into;
  }

  #collect(
    selections: readonly Selection[],
    value: Value,
    type: string,
    into: Record<string, unknown>,
  ): void {
    for (const selection of selections) {
      const { condition } = selection;
      if (condition && condition.input.json !== (condition.directive === 'include')) continue;
      if (selection.kind === 'field') {
        into[this.#keys.get(selection)!] = this.#field(selection, value, type);
      } else if ([null, type, 'Named', 'Either'].includes(selection.on)) {
        this.#collect(selection.children, value, type, into);
      }
    }
  }

  #field(
    { name, args, children }: Extract<Selection, { kind: 'field' }>,
    value: Value,
    type: string,
  ): unknown {
    if (name === '__typename') return type;
    if (name === 'echo') {
      return JSON.stringify(Object.fromEntries(args.map((each) => [each.name, each.input.seen])));
    }
    if (name === 'note') return JSON.stringify(value[name]);
    return children ? this.#completed(children, value[name]) : value[name];
  }

  #completed(children: readonly Selection[], value: unknown): unknown {
    if (value === null) return null;
    if (Array.isArray(value)) return value.map((item) => this.#completed(children, item));
    const object = value as Value;
    return this.answer(children, object, String(object['__typename']));
  }
}

const vocabulary = fc.constantFrom(
  ...'{ } ( ) [ ] : , ! | & = @ $ ... # " """ \\ \u0000 \ufeff \ud800 null true 1e999 -0 0x1'.split(
    ' ',
  ),
  ...'query mutation subscription fragment on extend schema __schema __type __typename'.split(' '),
  ...'tree leaf echo write onWrite parent children named either Tree Leaf Either Filter'.split(' '),
  ...'@include(if:true) @skip(if:$v0) @aws_subscribe @deprecated $v0 $__proto__ F0 ...F0'.split(
    ' ',
  ),
  ...['... on Tree', 'fragment F0 on Tree { ...F0 }', '"\\u{110000}"', '99999999999999999999'],
);

/** Documents with edits that a typo or an attacker could make, and other text. */
export const brokenQuery: fc.Arbitrary<string> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .tuple(
        validRequest,
        fc.array(
          fc.record({
            at: fc.double({ min: 0, max: 1, noNaN: true }),
            removed: fc.nat(8),
            inserted: fc.oneof(vocabulary, anyText(3)),
          }),
          { minLength: 1, maxLength: 4 },
        ),
      )
      .map(([{ body }, edits]) =>
        edits.reduce((query, { at, removed, inserted }) => {
          const start = Math.floor(at * query.length);
          return query.slice(0, start) + inserted + query.slice(start + removed);
        }, body.query),
      ),
  },
  { weight: 2, arbitrary: fc.array(vocabulary, { maxLength: 30 }).map((words) => words.join(' ')) },
  { weight: 1, arbitrary: anyText(50) },
);

/** A construct that is nested this many times, with and without its ends. */
export const nesting = fc.record({
  before: fc.constantFrom('', '{tree{', '{echo(numbers:', '{echo(filter:{nested:', 'query($v: '),
  open: fc.constantFrom(
    ...[
      '{tree',
      '{',
      '...on Tree{',
      '{echo(filter:{nested:',
      '{nested:',
      '[',
      '(',
      '@include(if:',
      '"',
    ],
  ),
  times: fc.oneof(fc.integer({ min: 10, max: 300 }), fc.integer({ min: 300, max: 20_000 })),
  close: fc.constantFrom('', '}', ')', ']', '"'),
});
