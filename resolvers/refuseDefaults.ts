import { Kind, parse, visit, type ASTNode } from 'graphql';

/**
 * Refuses a schema with default values of arguments or input fields. AppSync drops them: a nullable
 * argument arrives without its default, and a non-nullable one becomes required.
 *
 * @throws Error that names every default value and its line, on one line
 * @see https://github.com/aws/aws-appsync-community/issues/59
 * @see https://github.com/aws/aws-appsync-community/issues/271
 */
export function refuseDefaults(sdl: string): void {
  const found: string[] = [];
  visit(parse(sdl), {
    [Kind.INPUT_VALUE_DEFINITION]({ name, defaultValue }, _key, _parent, _path, ancestors) {
      if (!defaultValue) return;
      const [type, field] = ancestors.flatMap(namesOf);
      const where = field ? `${type}.${field}(${name.value})` : `${type}.${name.value}`;
      found.push(`${where} on line ${name.loc?.startToken.line}`);
    },
  });
  if (found.length === 0) return;
  throw new Error(
    'schema.graphql: AppSync drops default values. Make these nullable and set the defaults in the ' +
      `resolvers: ${found.join(', ')}.`,
  );
}

/** The name of a definition among a node's ancestors. Lists of nodes have none. */
const namesOf = (ancestor: ASTNode | readonly ASTNode[]): string[] =>
  'kind' in ancestor && 'name' in ancestor && ancestor.name ? [ancestor.name.value] : [];
