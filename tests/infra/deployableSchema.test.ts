import { readFileSync } from 'node:fs';
import { Kind, parse, print, visit } from 'graphql';
import { readSchema } from 'local-appsync';
import { describe, expect, it } from 'vitest';
import { deployableSchema } from '../../infra/deployableSchema';
import { checkSameSchema } from '../../infra/sameSchema';

const sdl = readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8');

/** A schema without its descriptions. */
const bare = (text: string) =>
  print(
    visit(parse(text), { [Kind.STRING]: (_, key) => (key === 'description' ? null : undefined) }),
  );

describe('the schema for AppSync', () => {
  it('equals schema.graphql without descriptions', () => {
    const deployable = deployableSchema(sdl);
    expect(print(parse(deployable))).toBe(bare(sdl));
  });

  it('has descriptions as comments, with those of arguments and values in their parent’s', () => {
    const schema = `type Query {
  """
  One exercise.
  Or none.
  """
  exercise("Its name." id: ID!, limit: Int): String
  all("At most." limit: Int): [Difficulty]
}

"How much it asks."
enum Difficulty {
  "No null here."
  BEGINNER
  "More."
  ADVANCED
}

"A filter."
input Filter {
  "One of them."
  tag: String
}
`;
    expect(deployableSchema(schema)).toBe(`type Query {
  # One exercise.
  # Or none.
  # - id: Its name.
  exercise(id: ID!, limit: Int): String
  # - limit: At most.
  all(limit: Int): [Difficulty]
}

# How much it asks.
# - BEGINNER: No null here.
# - ADVANCED: More.
enum Difficulty {
  BEGINNER
  ADVANCED
}

# A filter.
input Filter {
  # One of them.
  tag: String
}
`);
  });

  it.each([
    ['a field on the line of its description', 'type Query { "d" a: Int "e" b: Int }'],
    ['a block beside what it describes', 'type Query {\n  """d""" a: Int\n}'],
    ['a type on the line of its description', '"Asks." type Query { a: Int }'],
    [
      'a union on one line',
      '"Either." union U = | A | B "a" type A { a: Int } type B { "b" b: Int } type Query { u: U }',
    ],
    ['an enum on one line', 'type Query { e: E } "Of two." enum E { "null" A "b" B @deprecated }'],
    ['an input on one line', 'input I { "d" a: Int "e" b: [I!]! } type Query { a(i: I): Int }'],
    ['arguments', 'type Query { "d" a("e" b: Int! "f" c: [Int]): Int! @aws_api_key @aws_lambda }'],
    ['an interface', '"d" interface N { "i" id: ID! } type Query implements N { "i" id: ID! }'],
    ['roots', '"All." schema { query: Q } type Q { "d" a: Int }'],
    [
      'what ends a line in a text',
      'type Query { "a\\rb: Int" a("c\\rd" c: Int): Int "e\\u2028" b: Int }',
    ],
    ['an empty description', 'type Query { "" a: Int """""" b: Int }'],
    [
      'the reason of a directive',
      'type Query { "d" a: Int @deprecated(reason: "No # more\\n{ b }") }',
    ],
    [
      'comments',
      '# a\ntype Query { # b\n e( # c\n x: Int): E # d\n}\nenum E { # null\n A # true\n # false\n B\n # f\n}\n# g',
    ],
  ])('preserves %s', (_, schema) => {
    const deployable = deployableSchema(schema);
    expect(print(parse(deployable))).toBe(bare(schema));
    // AppSync's parser fails on comments between enum values, and so does the local one.
    expect(() => readSchema(deployable, 'API_KEY')).not.toThrow();
    const javaLines = deployable.split(/[\n\r\u2028\u2029]/);
    expect(javaLines.join('\n')).toBe(deployable);
  });

  it('rejects default values and reports each with its line', () => {
    const schema = `type Query {
  exercises(
    "How many."
    limit: Int = 20
    order: Order! = FIRST
    after: String
  ): [String] labelled(as: String = "a"): String
}

interface Node {
  text(length: Int = 10): String
}

input Filter {
  tag: String
  tags: [String!]! = ["git"]
  isOpen: Boolean = null
}

enum Order {
  FIRST
}
`;
    expect(() => deployableSchema(schema)).toThrow(
      new Error(
        'schema.graphql: AppSync drops default values. Make these nullable and set the defaults in ' +
          'the resolvers: Query.exercises(limit) on line 4, Query.exercises(order) on line 5, ' +
          'Query.labelled(as) on line 7, Node.text(length) on line 11, Filter.tags on line 16, ' +
          'Filter.isOpen on line 17.',
      ),
    );
  });

  it.each([
    ['directive @own on OBJECT', 'DirectiveDefinition'],
    ['scalar Money', 'ScalarTypeDefinition'],
    ['extend type Query { b: Int }', 'ObjectTypeExtension'],
  ])('rejects what AppSync does not support: %s', (definition, kind) => {
    expect(() => deployableSchema(`type Query { a: Int }\n${definition}\n`)).toThrow(
      `schema.graphql, line 2: AppSync does not support ${kind}.`,
    );
  });
});

describe('the check of the deployed schema', () => {
  const schema = `type Query {
  one(id: ID!, limit: Int): One @aws_api_key @aws_lambda
  both: Both
}

union Both = One | Two

type One @aws_api_key {
  id: ID!
}

type Two {
  kind: Kind
}

input Filter {
  tag: [String!]
}

enum Kind {
  FIRST
  SECOND
}
`;

  it('accepts different formatting, descriptions and comments', () => {
    expect(() => checkSameSchema(schema, schema)).not.toThrow();
    const other = schema
      .replaceAll('\n  ', ' ')
      .replace('type Two', '"Two."\n# Of them.\ntype Two');
    expect(() => checkSameSchema(schema, other)).not.toThrow();
  });

  it.each([
    ['a field', '  both: Both\n', '', 'Query'],
    ['a field that a comment took', '  both: Both', '  # Both. both: Both', 'Query'],
    ['an argument', ', limit: Int', '', 'Query'],
    ['the type of an argument', 'limit: Int', 'limit: Int!', 'Query'],
    ['the type of a field', 'both: Both', 'both: [Both]', 'Query'],
    ['a directive of a field', ' @aws_lambda', '', 'Query'],
    ['a directive of a type', 'type One @aws_api_key', 'type One', 'One'],
    ['a member of a union', ' | Two', '', 'Both'],
    ['a type', 'type Two {\n  kind: Kind\n}\n', '', 'Two'],
    ['a field of an input', '  tag: [String!]\n', '  tags: [String!]\n', 'Filter'],
    ['a value of an enum', '  SECOND\n', '', 'Kind'],
    ['nothing, and has one type more', 'enum', 'type Three { a: Int }\n\nenum', 'Three'],
    ['nothing, and has other roots', 'type Query', 'schema { query: Two }\n\ntype Query', 'schema'],
  ])('rejects a schema that lost %s', (_, from, to, where) => {
    expect(schema).toContain(from);
    expect(() => checkSameSchema(schema, schema.replace(from, to))).toThrow(
      new Error(
        `The schema for AppSync differs from schema.graphql in ${where}. Fix infra/deployableSchema.ts.`,
      ),
    );
  });

  it('rejects a schema that does not parse, with the reason', () => {
    expect(() => checkSameSchema(schema, schema.replace('enum', '# enum'))).toThrow(
      /^The schema for AppSync cannot be read: Syntax Error: .+ Fix infra\/deployableSchema\.ts\.$/,
    );
  });
});
