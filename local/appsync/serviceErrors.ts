import {
  GraphQLError,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  specifiedRules,
  validate,
  visit,
  type DocumentNode,
  type GraphQLOutputType,
  type GraphQLSchema,
} from 'graphql';
import type { ServiceErrorEntry, SourceLocation } from './errors';

/** What graphql-java, which AppSync runs, calls the rules that graphql-js has other names for. */
const ruleTypes: Record<string, string> = {
  ExecutableDefinitionsRule: 'NonExecutableDefinition',
  FieldsOnCorrectTypeRule: 'FieldUndefined',
  FragmentsOnCompositeTypesRule: 'FragmentTypeConditionInvalid',
  KnownArgumentNamesRule: 'UnknownArgument',
  KnownDirectivesRule: 'UnknownDirective',
  KnownFragmentNamesRule: 'UndefinedFragment',
  KnownTypeNamesRule: 'UnknownType',
  LoneAnonymousOperationRule: 'LoneAnonymousOperationViolation',
  NoFragmentCyclesRule: 'FragmentCycle',
  NoUndefinedVariablesRule: 'UndefinedVariable',
  NoUnusedFragmentsRule: 'UnusedFragment',
  NoUnusedVariablesRule: 'UnusedVariable',
  OverlappingFieldsCanBeMergedRule: 'FieldsConflict',
  PossibleFragmentSpreadsRule: 'InvalidFragmentType',
  ProvidedRequiredArgumentsRule: 'MissingFieldArgument',
  ScalarLeafsRule: 'SubSelectionRequired',
  UniqueArgumentNamesRule: 'DuplicateArgumentNames',
  UniqueDirectivesPerLocationRule: 'DuplicateDirectiveName',
  UniqueFragmentNamesRule: 'DuplicateFragmentName',
  UniqueInputFieldNamesRule: 'UniqueObjectFieldName',
  UniqueOperationNamesRule: 'DuplicateOperationName',
  UniqueVariableNamesRule: 'DuplicateVariableName',
  ValuesOfCorrectTypeRule: 'WrongType',
  VariablesAreInputTypesRule: 'NonInputTypeOnVariable',
  VariablesInAllowedPositionRule: 'VariableTypeMismatch',
};

/** The entries that AppSync answers for a document that does not fit the schema. */
export function validationEntries(
  schema: GraphQLSchema,
  document: DocumentNode,
): ServiceErrorEntry[] {
  return specifiedRules.flatMap((rule) =>
    validate(schema, document, [rule]).map((error) => ({
      path: null,
      locations: locationsOf(error),
      message: `Validation error of type ${ruleType(rule.name, error)}: ${validationText(error, document)}`,
    })),
  );
}

function ruleType(rule: string, error: GraphQLError): string {
  if (rule === 'ScalarLeafsRule' && error.message.includes('must not have a selection')) {
    return 'SubSelectionNotAllowed';
  }
  return ruleTypes[rule] ?? 'InvalidSyntax';
}

function validationText(error: GraphQLError, document: DocumentNode): string {
  const node = error.nodes?.[0];
  const at = node ? ` @ '${fieldPath(document, node)}'` : '';
  const undefinedField = /^Cannot query field "(\w+)" on type "(\w+)"/.exec(error.message);
  return undefinedField
    ? `Field '${undefinedField[1]}' in type '${undefinedField[2]}' is undefined${at}`
    : `${error.message}${at}`;
}

/** The names of the fields from the root to a node, as graphql-java writes them. */
function fieldPath(document: DocumentNode, target: object): string {
  const path: string[] = [];
  let found = '';
  visit(document, {
    enter(node) {
      if (node.kind === Kind.FIELD) path.push(node.name.value);
      if (node === target) found = path.join('/');
    },
    leave(node) {
      if (node.kind === Kind.FIELD) path.pop();
    },
  });
  return found;
}

/** The entry for a variable that does not fit its type. */
export function variableEntry(error: GraphQLError): ServiceErrorEntry {
  const name = /^Variable "\$(\w+)"/.exec(error.message)?.[1] ?? '';
  const required = /of required type "([^"]+)" was not provided|of non-null type "([^"]+)"/.exec(
    error.message,
  );
  const type = required?.[1] ?? required?.[2];
  const reason = error.message.split('; ').slice(1).join('; ') || error.message;
  return {
    path: null,
    locations: locationsOf(error),
    message: type
      ? `Variable '${name}' has coerced Null value for NonNull type '${type}'`
      : `Variable '${name}' has an invalid value. ${reason}`,
  };
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
  const unfit = /cannot represent|^Unable to parse|Expected a value of type/.test(error.message);
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
