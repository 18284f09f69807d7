import { readFileSync } from 'node:fs';
import { buildASTSchema, concatAST, extendSchema, parse, type GraphQLSchema } from 'graphql';

const read = (path: string): string =>
  readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');

/** What the command line needs of the schema, as far as the schema does not have it yet. */
const additions = {
  Exercise: { version: 'Int!', bundle: 'ExerciseBundle' },
  Progress: { version: 'Int', challenge: 'String', variant: 'Int' },
  RecordCompletionPayload: { missingPrerequisites: '[ID!]!' },
  Query: { tags: '[TagCount!]!' },
};

const newTypes = {
  ExerciseBundle: 'type ExerciseBundle { url: AWSURL! sha256: String! bytes: Int! }',
  TagCount: 'type TagCount { tag: String! exercises: Int! }',
};

/** The schema of the product. */
export const schema = withAdditions(
  buildASTSchema(
    concatAST([
      parse(read('packages/local-appsync/src/document/appsync.prelude.graphql')),
      parse(read('schema.graphql')),
    ]),
    { assumeValidSDL: true },
  ),
);

function withAdditions(base: GraphQLSchema): GraphQLSchema {
  const types = Object.entries(newTypes).flatMap(([name, type]) =>
    base.getType(name) ? [] : type,
  );
  const fields = Object.entries(additions).flatMap(([name, added]) => {
    const type = base.getType(name);
    const known = type && 'getFields' in type ? type.getFields() : {};
    const missing = Object.entries(added).filter(([field]) => !(field in known));
    const lines = missing.map(([field, fieldType]) => `${field}: ${fieldType}`);
    return lines.length > 0 ? `extend type ${name} { ${lines.join(' ')} }` : [];
  });
  const source = [...types, ...fields].join('\n');
  return source ? extendSchema(base, parse(source), { assumeValidSDL: true }) : base;
}
