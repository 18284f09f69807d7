import {
  isInputObjectType,
  isInputType,
  isListType,
  isNonNullType,
  typeFromAST,
  type GraphQLInputType,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import type { ServiceErrorEntry } from '../errors';

/**
 * The error entry for variables with a field that their type does not have, or null if there is
 * none. It takes precedence over all other errors of the variables. (Recorded in
 * aws/aws-appsync-community#273.)
 *
 * graphql-js would find such a field, too, but would print the entire value for each one. With
 * 50,000 such fields, that takes seconds.
 */
export function unknownFieldEntry(
  schema: GraphQLSchema,
  { variableDefinitions = [] }: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): ServiceErrorEntry | null {
  for (const { variable, type: node } of variableDefinitions) {
    const type = typeFromAST(schema, node);
    const { value: name } = variable.name;
    if (!isInputType(type) || !Object.hasOwn(variables, name)) continue;
    const owner = firstThatLacksAField(type, variables[name]);
    // Recorded with the trailing space.
    const message = `The variables input contains a field that is not defined for input object type '${owner}' `;
    if (owner !== undefined) return { path: null, locations: null, message };
  }
  return null;
}

function firstThatLacksAField(type: GraphQLInputType, value: unknown): string | undefined {
  try {
    return typeThatLacksAField(type, value);
  } catch (error) {
    // The value nests too deeply for this process. It is refused as an invalid value.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** The name of the first type that lacks a field of its value. */
function typeThatLacksAField(type: GraphQLInputType, value: unknown): string | undefined {
  if (isNonNullType(type)) return typeThatLacksAField(type.ofType, value);
  if (isListType(type)) {
    for (const item of Array.isArray(value) ? value : [value]) {
      const found = typeThatLacksAField(type.ofType, item);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  if (!isInputObjectType(type) || typeof value !== 'object' || value === null) return undefined;
  const fields = type.getFields();
  const given = value as Record<string, unknown>;
  for (const [name, field] of Object.entries(fields)) {
    const found = typeThatLacksAField(field.type, given[name]);
    if (found !== undefined) return found;
  }
  return Object.keys(given).every((name) => Object.hasOwn(fields, name)) ? undefined : type.name;
}
