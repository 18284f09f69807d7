import { recorded, unconfirmed, type Area, type Behaviour, type Source } from './behaviour';
import { asked, givenDefinition } from './given';

const community = (issue: number): Source =>
  recorded(`https://github.com/aws/aws-appsync-community/issues/${issue}`);
const NOT_PASSED = community(59);
const NOT_SAVED = community(271);
const NOT_SUPPLIED = community(348);
const REQUIRED = unconfirmed(
  'inferred from the saved schema, which has no default values (aws/aws-appsync-community#271)',
);
const VALUES = 'graphql-java 9 to 13, whose messages AppSync has';
const SPEC = 'https://spec.graphql.org/October2021/';
const spec = (section: string): Source => ({ evidence: 'documented', at: `${SPEC}#${section}` });

/** `echo…` returns `ctx.args`, and `variables` returns the variables in `ctx.info`. */
const given = givenDefinition({
  schema: `
    schema { query: Query mutation: Mutation }
    enum Kind { RED BLUE }
    input Deep { c: Int = 3 kind: Kind = RED }
    input Input { a: Int b: Int = 2 deep: Deep = { c: 4 } list: [Int] = [5] }
    input Strict { sure: Int! = 6 }
    type Query {
      echo(
        text: String = "schema", count: Int = 20, kind: Kind = BLUE, list: [Int] = [1, 2],
        input: Input = { a: 7 }, inputs: [Input], json: AWSJSON
      ): AWSJSON
      echoSure(sure: Int! = 8): AWSJSON
      echoStrict(strict: Strict): AWSJSON
      variables(id: ID, date: String): AWSJSON
      old: String @deprecated
    }
    type Mutation { echoWrite(id: ID, description: String, archived: String): AWSJSON }
  `,
  resolvers: Object.fromEntries(
    (
      [
        ['Query.echo', 'ctx.args'],
        ['Query.echoSure', 'ctx.args'],
        ['Query.echoStrict', 'ctx.args'],
        ['Query.variables', 'ctx.info.variables'],
        ['Mutation.echoWrite', 'ctx.args'],
      ] as const
    ).map(([field, answer]) => [
      field,
      {
        source: 'none',
        code: `
          export function request(ctx) { return { payload: ${answer} }; }
          export function response(ctx) { return ctx.result; }
        `,
      },
    ]),
  ),
});

type Case = readonly [
  id: string,
  says: string,
  source: Source,
  query: string,
  variables: Record<string, unknown>,
  seen: Readonly<Record<string, unknown>>,
];

/** A case with a field that returns what its resolver receives. */
const shows = ([id, says, source, query, variables, seen]: Case): Behaviour => {
  const field = /echo\w*|variables/.exec(query)![0];
  return {
    id,
    says,
    source,
    given,
    ...asked(query, { data: { [field]: JSON.stringify(seen) } }, variables),
  };
};

const defaults: readonly Case[] = [
  [
    'DEFAULT-argument-dropped',
    'does not apply the default value of an argument',
    NOT_PASSED,
    '{ echo }',
    {},
    {},
  ],
  [
    'DEFAULT-argument-given',
    'passes a supplied argument regardless of its default value',
    NOT_PASSED,
    '{ echo(text: "mine") }',
    {},
    { text: 'mine' },
  ],
  [
    'DEFAULT-input-field-dropped',
    'does not apply the default value of an input field in a document',
    NOT_PASSED,
    '{ echo(input: { a: 1 }) }',
    {},
    { input: { a: 1 } },
  ],
  [
    'DEFAULT-input-field-dropped-variable',
    'does not apply the default value of an input field in a variable',
    NOT_PASSED,
    'query ($in: Input) { echo(input: $in) }',
    { in: { a: 1 } },
    { input: { a: 1 } },
  ],
  [
    'DEFAULT-nested-input-field-dropped',
    'does not apply the default values of a nested input',
    NOT_PASSED,
    '{ echo(input: { deep: {} }) }',
    {},
    { input: { deep: {} } },
  ],
  [
    'DEFAULT-nested-input-field-dropped-variable',
    'does not apply the default values of a nested input in a list variable',
    NOT_PASSED,
    'query ($all: [Input]) { echo(inputs: $all) }',
    { all: [{ deep: { c: 9 } }, {}] },
    { inputs: [{ deep: { c: 9 } }, {}] },
  ],
  [
    'DEFAULT-variable-not-supplied',
    'does not apply the default value of an argument when its variable is not supplied',
    NOT_PASSED,
    'query ($t: String, $c: Int) { echo(text: $t, count: $c) }',
    {},
    { text: null, count: null },
  ],
];

const DEFAULT_REFUSED: readonly (readonly [
  id: string,
  says: string,
  query: string,
  variables: Record<string, unknown>,
  message: string,
  column: number,
])[] = [
  [
    'DEFAULT-required-argument',
    'requires a non-null argument even if it has a default value',
    '{ echoSure }',
    {},
    "Validation error of type MissingFieldArgument: Missing field argument sure @ 'echoSure'",
    3,
  ],
  [
    'DEFAULT-required-input-field',
    'requires a non-null input field even if it has a default value',
    '{ echoStrict(strict: {}) }',
    {},
    "Validation error of type WrongType: argument 'strict' with value 'ObjectValue{objectFields=[]}' is missing required fields '[sure]' @ 'echoStrict'",
    14,
  ],
  [
    'DEFAULT-required-input-field-variable',
    'requires a non-null input field with a default value in a variable',
    'query ($in: Strict) { echoStrict(strict: $in) }',
    { in: {} },
    "Variable 'in' has coerced Null value for NonNull type 'Int!'",
    8,
  ],
  [
    'DEFAULT-required-variable-type',
    'refuses a nullable variable for a non-null argument with a default value',
    'query ($n: Int) { echoSure(sure: $n) }',
    { n: 1 },
    "Validation error of type VariableTypeMismatch: Variable type 'Int' doesn't match expected type 'Int!' @ 'echoSure'",
    34,
  ],
];

const refusedWithoutDefault: Behaviour[] = DEFAULT_REFUSED.map(
  ([id, says, query, variables, message, column]) => ({
    id,
    says,
    source: REQUIRED,
    given,
    ...asked(
      query,
      {
        data: null,
        errors: [{ path: null, locations: [{ line: 1, column, sourceName: null }], message }],
      },
      variables,
    ),
  }),
);

const introspected: Behaviour[] = [
  {
    id: 'DEFAULT-introspection-arguments',
    says: 'omits the default value of an argument from introspection',
    source: NOT_SAVED,
    given,
    ...asked('{ __schema { queryType { fields { name args { defaultValue } } } } }', {
      data: {
        __schema: {
          queryType: {
            fields: Object.entries({ echo: 7, echoSure: 1, echoStrict: 1, variables: 2 }).map(
              ([name, count]) => ({
                name,
                args: Array.from({ length: count }, () => ({ defaultValue: null })),
              }),
            ),
          },
        },
      },
    }),
  },
  {
    id: 'DEFAULT-introspection-input-fields',
    says: 'omits the default value of an input field from introspection',
    source: recorded('https://github.com/aws/aws-cdk/issues/21550'),
    given,
    ...asked('{ __type(name: "Input") { inputFields { name defaultValue } } }', {
      data: {
        __type: {
          inputFields: ['a', 'b', 'deep', 'list'].map((name) => ({ name, defaultValue: null })),
        },
      },
    }),
  },
  {
    id: 'DEFAULT-directive-kept',
    says: 'keeps the default value of a directive argument',
    source: spec('sec--deprecated'),
    given,
    ...asked(
      '{ __type(name: "Query") { fields(includeDeprecated: true) { deprecationReason } } }',
      {
        data: {
          __type: {
            fields: [
              ...Array.from({ length: 4 }, () => ({ deprecationReason: null })),
              { deprecationReason: 'No longer supported' },
            ],
          },
        },
      },
    ),
  },
];

const variables: readonly Case[] = [
  [
    'VARIABLE-passes-default-of-variable',
    'applies the default value of a variable, which belongs to the client',
    spec('sec-Coercing-Variable-Values'),
    'query ($t: String = "query", $in: Input = { a: 1 }) { echo(text: $t, input: $in) }',
    {},
    { text: 'query', input: { a: 1 } },
  ],
  [
    'VARIABLE-default-supplied',
    'passes a supplied variable regardless of its default value',
    spec('sec-Coercing-Variable-Values'),
    'query ($t: String = "query") { echo(text: $t) }',
    { t: 'mine' },
    { text: 'mine' },
  ],
  [
    'VARIABLE-default-null',
    'applies the default value of a variable when null is supplied',
    unconfirmed(`GraphQL passes null, but this is the behaviour of ${VALUES}`),
    'query ($t: String = "query") { echo(text: $t) }',
    { t: null },
    { text: 'query' },
  ],
  [
    'VARIABLE-default-where-required',
    'applies the default value of a variable to a non-null argument, even when null is supplied',
    unconfirmed(`this is the behaviour of ${VALUES}`),
    'query ($n: Int = 5) { echoSure(sure: $n) }',
    { n: null },
    { sure: 5 },
  ],
  [
    'VARIABLE-passes-omitted-variable',
    'passes null for a variable that is declared but not supplied',
    NOT_SUPPLIED,
    'query MyQuery($after: String) { echo(text: $after) }',
    {},
    { text: null },
  ],
  [
    'VARIABLE-not-supplied-mutation',
    'passes null for a variable that is not supplied to a mutation',
    community(394),
    'mutation Update($id: ID!, $d: String, $a: String) { echoWrite(id: $id, description: $d, archived: $a) }',
    { id: '123', a: null },
    { id: '123', description: null, archived: null },
  ],
  ...(
    [
      ['enum', 'Kind', 'kind'],
      ['list', '[Int]', 'list'],
      ['input', 'Input', 'input'],
      ['json', 'AWSJSON', 'json'],
    ] as const
  ).map(([name, type, argument]): Case => [
    `VARIABLE-not-supplied-${name}`,
    `passes null for a variable of type ${type} that is not supplied`,
    NOT_SUPPLIED,
    `query ($v: ${type}) { echo(${argument}: $v) }`,
    {},
    { [argument]: null },
  ]),
  [
    'VARIABLE-not-supplied-input-field',
    'passes null for a variable in an input field that is not supplied',
    unconfirmed(`null, as for an argument, breaks more code; ${VALUES}, omits the field`),
    'query ($a: Int, $c: Int) { echo(input: { a: $a, b: 1, deep: { c: $c } }) }',
    {},
    { input: { a: null, b: 1, deep: { c: null } } },
  ],
  [
    'VARIABLE-not-supplied-element',
    'passes null for a variable in a list that is not supplied',
    spec('sec-List.Input-Coercion'),
    'query ($n: Int) { echo(list: [1, $n]) }',
    {},
    { list: [1, null] },
  ],
  [
    'VARIABLE-passes-null-variable',
    'passes null for a variable that is null',
    spec('sec-Coercing-Field-Arguments'),
    'query ($t: String) { echo(text: $t) }',
    { t: null },
    { text: null },
  ],
  [
    'VARIABLE-input-field-absent',
    'omits a field that is absent from an input variable',
    spec('sec-Input-Objects.Input-Coercion'),
    'query ($in: Input) { echo(input: $in) }',
    { in: { b: null } },
    { input: { b: null } },
  ],
  [
    'VARIABLE-passes-unused-variable-values',
    'ignores a value for a variable that the document does not define',
    spec('sec-Coercing-Variable-Values'),
    '{ echo }',
    { unknown: 1 },
    {},
  ],
  [
    'VARIABLE-info',
    'passes resolvers only the supplied variables in `ctx.info`',
    community(394),
    'query ($id: ID, $date: String) { variables(id: $id, date: $date) }',
    { id: '123' },
    { id: '123' },
  ],
  [
    'VARIABLE-info-default',
    'omits the default values of variables from `ctx.info`',
    unconfirmed('the issue shows the request (aws/aws-appsync-community#394)'),
    'query ($id: ID = "1", $date: String = "2") { variables(id: $id, date: $date) }',
    { date: null },
    { date: null },
  ],
  [
    'ARGUMENT-absent',
    'omits an argument that is absent from the document',
    NOT_SUPPLIED,
    '{ echo(count: 1) }',
    {},
    { count: 1 },
  ],
  [
    'VARIABLE-passes-null-literal',
    'passes null for a null literal',
    spec('sec-Null-Value'),
    '{ echo(text: null) }',
    {},
    { text: null },
  ],
  [
    'VARIABLE-passes-list-of-one',
    'passes a list of one element for a single value when a list is expected',
    spec('sec-List.Input-Coercion'),
    '{ echo(list: 1) }',
    {},
    { list: [1] },
  ],
];

const refused = (
  id: string,
  says: string,
  query: string,
  message: string,
  column: number,
): Behaviour => ({
  id,
  says,
  source: unconfirmed('the message is that of graphql-java, which AppSync runs'),
  given,
  ...asked(query, {
    data: null,
    errors: [{ path: null, locations: [{ line: 1, column, sourceName: null }], message }],
  }),
});

/** Variables as conditions of directives in a document. */
const conditions: Behaviour[] = [
  refused(
    'VARIABLE-include-nullable',
    'refuses a nullable variable as the condition of a directive',
    'query ($on: Boolean) { echo @include(if: $on) }',
    "Validation error of type VariableTypeMismatch: Variable type 'Boolean' doesn't match expected type 'Boolean!' @ 'echo'",
    42,
  ),
  refused(
    'VARIABLE-include-missing',
    'refuses a required condition that is not supplied',
    'query ($on: Boolean!) { echo @include(if: $on) }',
    "Variable 'on' has coerced Null value for NonNull type 'Boolean!'",
    8,
  ),
  ...(
    [
      ['default', 'the default value of its variable', {}],
      ['null', 'the default value when null is supplied', { on: null }],
    ] as const
  ).map(([name, says, supplied]): Behaviour => ({
    id: `VARIABLE-include-${name}`,
    says: `evaluates a condition with ${says}`,
    source:
      name === 'default'
        ? spec('sec-Coercing-Variable-Values')
        : unconfirmed(`this is the behaviour of ${VALUES}`),
    given,
    ...asked(
      'query ($on: Boolean = false) { __typename echo @include(if: $on) }',
      { data: { __typename: 'Query' } },
      supplied,
    ),
  })),
];

export const argumentsAndVariables: Area = {
  title: 'Arguments and variables',
  behaviours: [
    ...defaults.map(shows),
    ...refusedWithoutDefault,
    ...introspected,
    ...variables.map(shows),
    ...conditions,
  ],
};
