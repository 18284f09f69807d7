import { Kind, type OperationDefinitionNode } from 'graphql';

/**
 * The variables of an operation, as AppSync interprets them. A variable that is declared but not
 * supplied is null, although GraphQL omits it: its argument reaches resolvers as null, and a
 * subscription filters for null. A variable with a default value has that value even if null is
 * supplied, as in graphql-java 9 to 13.
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
    // A non-null variable stays omitted, and is refused.
    else if (type.kind !== Kind.NON_NULL_TYPE) variables.set(name, null);
  }
  return Object.fromEntries(variables);
}
