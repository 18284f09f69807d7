import { Kind, type OperationDefinitionNode } from 'graphql';

/**
 * The variables of an operation as AppSync takes them. One that is declared and not supplied is null,
 * where GraphQL has none: its argument reaches resolvers as null, and a subscription filters for null.
 * A variable with a default has it, also where null is supplied, as graphql-java 9 to 13 has it.
 *
 * @see https://github.com/aws/aws-appsync-community/issues/348
 * @see https://github.com/aws/aws-appsync-community/issues/94
 */
export function variablesOf(
  { variableDefinitions = [] }: OperationDefinitionNode,
  supplied: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const variables = new Map(Object.entries(supplied));
  for (const { variable, type, defaultValue } of variableDefinitions) {
    const { value: name } = variable.name;
    const value = variables.get(name) ?? null;
    if (value !== null) continue;
    if (defaultValue) variables.delete(name);
    // One that may not be null stays missing, and is refused.
    else if (type.kind !== Kind.NON_NULL_TYPE) variables.set(name, null);
  }
  return Object.fromEntries(variables);
}
