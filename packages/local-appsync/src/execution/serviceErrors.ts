import { randomUUID } from 'node:crypto';
import {
  getNamedType,
  isInterfaceType,
  isObjectType,
  type GraphQLError,
  type GraphQLSchema,
} from 'graphql';
import type { ErrorEntry, ServiceErrorEntry, SourceLocation } from '../errors';
import { UnfitValue } from './results';

/** The only entry for invalid variables: that of the first. */
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
  // The message names the variable, even if a field inside it is missing. (Recorded in #406.)
  if (required)
    return `Variable '${name}' has coerced Null value for NonNull type '${required[1]}'`;
  const reason = message.split('; ').slice(1).join('; ') || message;
  return `Variable '${name}' has an invalid value. ${reason}`;
}

/**
 * The entries for a value that graphql-js refused. Resolvers never throw, so any other error is an
 * internal failure: it is logged in full, and the client receives a generic message.
 */
export function executionEntries(error: GraphQLError, schema: GraphQLSchema): ErrorEntry[] {
  const known = valueEntries(error, schema);
  if (known) return known;
  const reference = randomUUID();
  console.error(`Internal failure ${reference}:`, error.originalError ?? error);
  return [
    {
      path: [...(error.path ?? [])],
      data: null,
      errorType: 'InternalFailure',
      errorInfo: null,
      locations: [],
      message: `Internal failure, see the log for ${reference}.`,
    },
  ];
}

/**
 * The entries, with three keys, for a value that its type does not accept or that is null despite a
 * non-null type. Null for any other error. graphql-java also reports the null that replaces a value
 * that its type does not accept.
 */
function valueEntries(error: GraphQLError, schema: GraphQLSchema): ServiceErrorEntry[] | null {
  const path = [...(error.path ?? [])];
  const { originalError: unfit } = error;
  if (unfit instanceof UnfitValue) {
    const { type, parentType, isRequired } = unfit;
    return [
      { path, locations: null, message: unfit.entryMessage(slashes(path)) },
      ...(isRequired ? [nullEntry(type, parentType, path)] : []),
    ];
  }
  const match = /^Cannot return null for non-nullable field (\w+)\.(\w+)\.$/.exec(error.message);
  if (!match) return null;
  const [, parentType = '', fieldName = ''] = match;
  const parent = schema.getType(parentType);
  const field =
    isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[fieldName] : undefined;
  return [nullEntry(field ? getNamedType(field.type).name : fieldName, parentType, path)];
}

/** The entry for a null value of a non-null type. */
export const nullEntry = (
  type: string,
  parentType: string,
  path: (string | number)[],
): ServiceErrorEntry => ({
  path,
  locations: null,
  message: `Cannot return null for non-nullable type: '${type}' within parent '${parentType}' (${slashes(path)})`,
});

const slashes = (path: readonly (string | number)[]): string =>
  path.map((key) => (typeof key === 'number' ? `[${key}]` : `/${key}`)).join('');

const locationsOf = (error: GraphQLError): SourceLocation[] =>
  (error.locations ?? []).map(({ line, column }) => ({ line, column, sourceName: null }));
