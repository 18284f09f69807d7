import { readFileSync } from 'node:fs';
import { Kind, parse, print, visit } from 'graphql';
import { describe, expect, it } from 'vitest';
import { deployableSchema } from '../../infra/deployableSchema';

const sdl = readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8');

/** A schema without the words that explain it. */
const bare = (text: string) =>
  print(
    visit(parse(text), { [Kind.STRING]: (_, key) => (key === 'description' ? null : undefined) }),
  );

describe('the schema for AppSync', () => {
  it('is the schema, without descriptions', () => {
    const deployable = deployableSchema(sdl);
    expect(print(parse(deployable))).toBe(bare(sdl));
  });

  it('explains types and fields in comments, and arguments and values with them', () => {
    const schema = `type Query {
  """
  One lab.
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
  # One lab.
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

  it('refuses default values, and names each with its line', () => {
    const schema = `type Query {
  labs(
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
          'the resolvers: Query.labs(limit) on line 4, Query.labs(order) on line 5, ' +
          'Query.labelled(as) on line 7, Node.text(length) on line 11, Filter.tags on line 16, ' +
          'Filter.isOpen on line 17.',
      ),
    );
  });

  it.each([
    ['directive @own on OBJECT', 'DirectiveDefinition'],
    ['scalar Money', 'ScalarTypeDefinition'],
    ['extend type Query { b: Int }', 'ObjectTypeExtension'],
  ])('refuses what AppSync refuses: %s', (definition, kind) => {
    expect(() => deployableSchema(`type Query { a: Int }\n${definition}\n`)).toThrow(
      `schema.graphql, line 2: AppSync takes no ${kind}.`,
    );
  });
});
