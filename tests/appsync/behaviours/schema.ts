import { documented, GUIDE, recorded, unconfirmed, type Area, type Behaviour } from './behaviour';
import { answers, asked, givenApi } from './given';

const DIRECTIVES = recorded('https://github.com/awslabs/graphql-schema-utilities/issues/25');
const INTERFACES = recorded('https://github.com/aws/aws-appsync-community/issues/387');
const MODERN = recorded('https://github.com/sid88in/serverless-appsync-plugin/pull/468');
const SCALARS = documented(`${GUIDE}scalars.html`);
const GRAPHQL = documented('https://spec.graphql.org/October2021/#sec-Type-System');

const refused: Behaviour[] = (
  [
    [
      'directive-definition',
      'a definition of a directive',
      DIRECTIVES,
      'directive @mine on OBJECT type Query { a: Int }',
      'line 1: AppSync does not support directive definitions.',
    ],
    [
      'reserved-name',
      'a type whose name begins with AWS',
      SCALARS,
      'type Query { a: AWSThing } type AWSThing { a: Int }',
      "line 1: names of types that begin with AWS are AppSync's own.",
    ],
    [
      'custom-scalar',
      'a scalar of its own',
      SCALARS,
      'scalar Mine type Query { a: Int }',
      'line 1: AppSync does not support custom scalars.',
    ],
    [
      'extension',
      'an extension of a type, with its line',
      MODERN,
      'type Query { a: Int }\nextend type Query { b: Int }',
      'line 2: AppSync does not support extensions of types.',
    ],
    [
      'interface-of-interface',
      'an interface that implements another',
      INTERFACES,
      'interface A { a: Int } interface B implements A { a: Int } type Query { a: Int }',
      'line 1: AppSync does not support interfaces that implement others.',
    ],
    [
      'unknown-type',
      'a type that is not there',
      GRAPHQL,
      'type Query { a: Nothing }',
      'Unknown type "Nothing".',
    ],
    [
      'unknown-directive',
      'a directive that is not there',
      unconfirmed('AWS ignores it at best'),
      'type Query { a: Int @mine }',
      'Unknown directive "@mine".',
    ],
    [
      'interface-not-kept',
      'a type without a field of its interface',
      GRAPHQL,
      'interface Named { name: String } type Query implements Named { a: Int }',
      'Interface field Named.name expected but Query does not provide it.',
    ],
    [
      'cut-off',
      'a schema that is cut off, with the line',
      GRAPHQL,
      'type Query {',
      'line 1: Syntax Error: Expected Name, found <EOF>.',
    ],
  ] as const
).map(([name, says, source, schema, refusal]) => ({
  id: `SCHEMA-refuses-${name}`,
  says: `refuses ${says}`,
  source,
  given: givenApi({ schema }),
  exchanges: [],
  refusal,
}));

const accepted: Behaviour[] = (
  [
    [
      'scalars',
      'its own scalars without a definition',
      SCALARS,
      'type Query { value: AWSDateTime }',
    ],
    [
      'several-interfaces',
      'a type of several interfaces',
      INTERFACES,
      'interface A { value: ID } interface B { value: ID } type Query implements A & B { value: ID }',
    ],
    [
      'comments',
      'comments',
      recorded('https://github.com/sid88in/serverless-appsync-plugin/pull/639'),
      '# A comment.\ntype Query { value: ID } # Another.',
    ],
    [
      'descriptions',
      'descriptions',
      MODERN,
      '"""Asks."""\ntype Query { """A value.""" value: ID }',
    ],
    [
      'root-names',
      'other names for the roots',
      documented(`${GUIDE}designing-your-schema.html`),
      'schema { query: Asks } type Asks { value: ID }',
    ],
  ] as const
).map(([name, says, source, schema]) => ({
  id: `SCHEMA-takes-${name}`,
  says: `takes ${says}`,
  source,
  given: givenApi({
    schema,
    resolvers: {
      [schema.includes('type Asks') ? 'Asks.value' : 'Query.value']:
        answers("'1970-01-01T00:00:00Z'"),
    },
  }),
  ...asked('{ value }', { data: { value: '1970-01-01T00:00:00Z' } }),
}));

export const schema: Area = { title: 'Schema', behaviours: [...refused, ...accepted] };
