import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse, validate } from 'graphql';
import { readSchema } from 'local-appsync';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
const textOf = (path: string) => readFileSync(root + path, 'utf8');
const { schema } = readSchema(textOf('schema.graphql'), 'AWS_LAMBDA');

/** The operations that a reader can copy: GraphQL blocks and bodies of requests. */
function operationsIn(markdown: string): string[] {
  const blocks = [...markdown.matchAll(/^```graphql\n(.*?)^```/gms)].map(([, text]) => text!);
  const bodies = [...markdown.matchAll(/"query":\s*("(?:[^"\\]|\\.)*")/g)];
  return [...blocks, ...bodies.map(([, text]) => JSON.parse(text!) as string)];
}

const mistakes = (text: string) => validate(schema, parse(text)).map(({ message }) => message);

const docs = readdirSync(`${root}docs`, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.md'))
  .map((name) => `docs/${name}`);

it.each(['README.md', 'exercises/README.md', ...docs])(
  'every operation in %s is valid against the schema',
  (path) => {
    const found = operationsIn(textOf(path)).map((text) => ({ text, mistakes: mistakes(text) }));
    expect(found.filter((each) => each.mistakes.length > 0)).toEqual([]);
  },
);

it('finds the operations in a document and their errors', () => {
  const curl = `curl -d '{"query":"{ exercise(id: \\"a\\") { solved } }"}'`;
  const found = operationsIn(`${curl}\n\n\`\`\`graphql\n{ viewer { id } }\n\`\`\`\n`);
  expect(found).toEqual(['{ viewer { id } }\n', '{ exercise(id: "a") { solved } }']);
  expect(found.map(mistakes)).toEqual([
    [],
    ['Cannot query field "solved" on type "Exercise". Did you mean "solvers"?'],
  ]);
  expect(operationsIn(textOf('README.md'))).not.toEqual([]);
});
