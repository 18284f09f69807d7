import {
  Kind,
  parse,
  print,
  visit,
  type ASTNode,
  type DefinitionNode,
  type DocumentNode,
} from 'graphql';

const FIX = 'Fix infra/deployableSchema.ts.';

/** A part of a schema without its descriptions. */
export const withoutDescriptions = <Node extends ASTNode>(node: Node): Node =>
  visit(node, { [Kind.STRING]: (_, key) => (key === 'description' ? null : undefined) });

/**
 * Compares the schema to be deployed with its source, independently of how it was generated: types,
 * fields, arguments, enum values, union members and directives.
 *
 * @throws Error that names every type that differs, or describes the syntax error
 */
export function checkSameSchema(source: string, deployable: string): void {
  const [wanted, found] = [definitions(parse(source)), definitions(read(deployable))];
  const names = [...new Set([...wanted.keys(), ...found.keys()])];
  const differing = names.filter((name) => wanted.get(name) !== found.get(name));
  if (differing.length === 0) return;
  throw new Error(
    `The schema for AppSync differs from schema.graphql in ${differing.join(', ')}. ${FIX}`,
  );
}

function read(deployable: string): DocumentNode {
  try {
    return parse(deployable);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`The schema for AppSync cannot be read: ${reason} ${FIX}`);
  }
}

/** The definition of each type, in a uniform notation. */
function definitions(document: DocumentNode): ReadonlyMap<string, string> {
  const all = new Map<string, string>();
  for (const definition of document.definitions) {
    const name = nameOf(definition);
    all.set(name, `${all.get(name) ?? ''}${print(withoutDescriptions(definition))}\n`);
  }
  return all;
}

const nameOf = (definition: DefinitionNode): string =>
  'name' in definition && definition.name ? definition.name.value : 'schema';
