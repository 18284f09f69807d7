import {
  GraphQLError,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
} from 'graphql';
import type { ServiceErrorEntry, SourceLocation } from './errors';

/** The one entry for variables that do not fit their types: of the first. */
export const variablesEntry = ([error]: readonly GraphQLError[]): ServiceErrorEntry => ({
  path: null,
  locations: locationsOf(error!),
  message: variableText(error!.message),
});

function variableText(message: string): string {
  const [, name] = /^Variable "\$(\w+)"/.exec(message) ?? [];
  const required =
    /of required type "([^"]+)" was not provided/.exec(message) ??
    /of non-null type "([^"]+)" must not be null/.exec(message) ??
    /Expected non-nullable type "([^"]+)" not to be null/.exec(message);
  // The name is the variable's, even where a field inside it is missing. (Recorded in #406.)
  if (required)
    return `Variable '${name}' has coerced Null value for NonNull type '${required[1]}'`;
  const reason = message.split('; ').slice(1).join('; ') || message;
  return `Variable '${name}' has an invalid value. ${reason}`;
}

/** The three-key entry for a null where the schema promises a value; null for any other error. */
export function nullViolation(
  error: GraphQLError,
  schema: GraphQLSchema,
): ServiceErrorEntry | null {
  const match = /^Cannot return null for non-nullable field (\w+)\.(\w+)\.$/.exec(error.message);
  if (!match) return null;
  const [, typeName = '', fieldName = ''] = match;
  const parent = schema.getType(typeName);
  const field =
    isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[fieldName] : undefined;
  const path = [...(error.path ?? [])];
  return {
    path,
    locations: null,
    message:
      `Cannot return null for non-nullable type: '${field ? nullableName(field.type) : fieldName}' ` +
      `within parent '${typeName}' (${slashes(path)})`,
  };
}

/** The name of the innermost type that a field promises, without its wrappers. */
function nullableName(type: GraphQLOutputType): string {
  const inner = isNonNullType(type) ? type.ofType : type;
  return isListType(inner) ? nullableName(inner.ofType) : inner.name;
}

/** The entry for a value that its type cannot take; null for any other error. */
export function valueEntry(error: GraphQLError): ServiceErrorEntry | null {
  const path = [...(error.path ?? [])];
  if (error.message.startsWith('Expected Iterable')) {
    return {
      path,
      locations: null,
      message: `Can't resolve value (${slashes(path)}) : type mismatch error, expected type LIST`,
    };
  }
  const unfit = /cannot represent|^Unable to serialize|Expected a value of type/.test(
    error.message,
  );
  if (!unfit) return null;
  return {
    path,
    locations: null,
    message: `Can't serialize value (${slashes(path)}) : ${error.message}`,
  };
}

const slashes = (path: readonly (string | number)[]): string =>
  path.map((key) => (typeof key === 'number' ? `[${key}]` : `/${key}`)).join('');

const locationsOf = (error: GraphQLError): SourceLocation[] =>
  (error.locations ?? []).map(({ line, column }) => ({ line, column, sourceName: null }));
