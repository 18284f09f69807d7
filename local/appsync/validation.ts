import {
  Kind,
  specifiedRules,
  validate,
  visit,
  type ASTNode,
  type DocumentNode,
  type GraphQLError,
  type GraphQLSchema,
  type ValueNode,
} from 'graphql';
import { locationsOf, type ServiceErrorEntry } from './errors';

/**
 * A rule of graphql-js, what graphql-java (which AppSync runs) calls the error that it finds, and how
 * graphql-java words it. Without words, those of graphql-js stand.
 */
interface Rule {
  readonly type: string;
  readonly pattern?: RegExp;
  readonly words?: (found: RegExpExecArray, argument: Argument | undefined) => string;
}

/** The argument around a value that does not fit. */
interface Argument {
  readonly name: string;
  readonly value: ValueNode;
}

/** A type without the lists and the `!` around it; graphql-java prints `null` for the name of those. */
const nameOf = (type = ''): string => (/^\w+$/.test(type) ? type : 'null');

const wrongValue = ({ name, value }: Argument, reason: string): string =>
  `argument '${name}' with value '${printJava(value)}' ${reason}`;

/** By the name of the rule; a rule that finds two kinds of errors has two. */
const rules: Readonly<Record<string, readonly Rule[]>> = {
  ExecutableDefinitionsRule: [{ type: 'NonExecutableDefinition' }],
  FieldsOnCorrectTypeRule: [
    {
      type: 'FieldUndefined',
      pattern: /^Cannot query field "(\w+)" on type "(\w+)"/,
      words: ([, field, type]) => `Field '${field}' in type '${type}' is undefined`,
    },
  ],
  FragmentsOnCompositeTypesRule: [{ type: 'FragmentTypeConditionInvalid' }],
  KnownArgumentNamesRule: [
    {
      type: 'UnknownArgument',
      pattern: /^Unknown argument "(\w+)"/,
      words: ([, argument]) => `Unknown field argument ${argument}`,
    },
  ],
  KnownDirectivesRule: [{ type: 'UnknownDirective' }],
  KnownFragmentNamesRule: [
    {
      type: 'UndefinedFragment',
      pattern: /^Unknown fragment "(\w+)"/,
      words: ([, fragment]) => `Undefined fragment ${fragment}`,
    },
  ],
  KnownTypeNamesRule: [
    {
      type: 'UnknownType',
      pattern: /^Unknown type "(\w+)"/,
      words: ([, type]) => `Unknown type ${type}`,
    },
  ],
  LoneAnonymousOperationRule: [{ type: 'LoneAnonymousOperationViolation' }],
  NoFragmentCyclesRule: [{ type: 'FragmentCycle' }],
  NoUndefinedVariablesRule: [
    {
      type: 'UndefinedVariable',
      pattern: /^Variable "\$(\w+)"/,
      words: ([, variable]) => `Undefined variable ${variable}`,
    },
  ],
  NoUnusedFragmentsRule: [
    {
      type: 'UnusedFragment',
      pattern: /^Fragment "(\w+)"/,
      words: ([, fragment]) => `Unused fragment ${fragment}`,
    },
  ],
  NoUnusedVariablesRule: [
    {
      type: 'UnusedVariable',
      pattern: /^Variable "\$(\w+)"/,
      words: ([, variable]) => `Unused variable ${variable}`,
    },
  ],
  OverlappingFieldsCanBeMergedRule: [{ type: 'FieldsConflict' }],
  PossibleFragmentSpreadsRule: [{ type: 'InvalidFragmentType' }],
  ProvidedRequiredArgumentsRule: [
    {
      type: 'MissingFieldArgument',
      pattern: /argument "(\w+)" of type/,
      words: ([, argument]) => `Missing field argument ${argument}`,
    },
  ],
  ScalarLeafsRule: [
    {
      type: 'SubSelectionRequired',
      pattern: /^Field "(\w+)" of type "([^"]+)" must have a selection/,
      words: ([, field, type]) =>
        `Sub selection required for type ${nameOf(type)} of field ${field}`,
    },
    {
      type: 'SubSelectionNotAllowed',
      pattern: /^Field "(\w+)" must not have a selection since type "([^"]+)"/,
      words: ([, field, type]) =>
        `Sub selection not allowed on leaf type ${nameOf(type)} of field ${field}`,
    },
  ],
  UniqueArgumentNamesRule: [{ type: 'DuplicateArgumentNames' }],
  UniqueDirectivesPerLocationRule: [{ type: 'DuplicateDirectiveName' }],
  UniqueFragmentNamesRule: [{ type: 'DuplicateFragmentName' }],
  UniqueInputFieldNamesRule: [{ type: 'UniqueObjectFieldName' }],
  UniqueOperationNamesRule: [{ type: 'DuplicateOperationName' }],
  UniqueVariableNamesRule: [{ type: 'DuplicateVariableName' }],
  ValuesOfCorrectTypeRule: [
    {
      type: 'WrongType',
      pattern: /^Field "\w+\.(\w+)" of required type/,
      words: ([, field], argument) =>
        argument ? wrongValue(argument, `is missing required fields '[${field}]'`) : '',
    },
    {
      type: 'WrongType',
      pattern: /^Field "(\w+)" is not defined by type "(\w+)"/,
      words: ([, field, type], argument) =>
        argument ? wrongValue(argument, `contains a field not in '${type}': '${field}'`) : '',
    },
    {
      type: 'WrongType',
      pattern:
        /^(?:Expected value of type "[[\]!]*(\w+)|(\w+) cannot represent|Value "\w+" does not exist in "(\w+)"|Enum "(\w+)")/,
      words: ([, ...types], argument) =>
        argument ? wrongValue(argument, `is not a valid '${types.find(Boolean)}'`) : '',
    },
    { type: 'WrongType' },
  ],
  VariablesAreInputTypesRule: [{ type: 'NonInputTypeOnVariable' }],
  VariablesInAllowedPositionRule: [
    {
      type: 'VariableTypeMismatch',
      pattern: /of type "([^"]+)" used in position expecting type "([^"]+)"/,
      words: ([, type, expected]) =>
        `Variable type '${type}' doesn't match expected type '${expected}'`,
    },
  ],
};

/** The entries that AppSync answers for a document that does not fit the schema. */
export function validationEntries(
  schema: GraphQLSchema,
  document: DocumentNode,
): ServiceErrorEntry[] {
  return specifiedRules.flatMap((rule) =>
    validate(schema, document, [rule]).map((error) => entry(rule.name, error, document)),
  );
}

function entry(rule: string, error: GraphQLError, document: DocumentNode): ServiceErrorEntry {
  // A variable of the wrong type is reported where it is used, not where it is defined.
  const node = error.nodes?.at(rule === 'VariablesInAllowedPositionRule' ? -1 : 0);
  const { path, argument } = whereIs(node, document);
  const { type, text } = wording(rule, error.message, argument);
  return {
    path: null,
    locations: locationsOf(node ? [node] : []),
    message: `Validation error of type ${type}: ${text}${path && ` @ '${path}'`}`,
  };
}

function wording(
  rule: string,
  message: string,
  argument: Argument | undefined,
): { type: string; text: string } {
  for (const { type, pattern, words } of rules[rule] ?? []) {
    const found = pattern ? pattern.exec(message) : undefined;
    if (found === null) continue;
    return { type, text: (found && words?.(found, argument)) || message };
  }
  return { type: 'InvalidSyntax', text: message };
}

/** The names of the fields down to a node, as graphql-java writes them, and the argument around it. */
function whereIs(
  target: ASTNode | undefined,
  document: DocumentNode,
): { path: string; argument: Argument | undefined } {
  const fields: string[] = [];
  const argumentsAround: Argument[] = [];
  let path = '';
  let argument: Argument | undefined;
  visit(document, {
    enter(node) {
      if (node.kind === Kind.FIELD) fields.push(node.name.value);
      if (node.kind === Kind.ARGUMENT) {
        argumentsAround.push({ name: node.name.value, value: node.value });
      }
      if (node !== target) return;
      path = fields.join('/');
      argument = argumentsAround.at(-1);
    },
    leave(node) {
      if (node.kind === Kind.FIELD) fields.pop();
      if (node.kind === Kind.ARGUMENT) argumentsAround.pop();
    },
  });
  return { path, argument };
}

/** A value as graphql-java prints its syntax tree. */
function printJava(node: ValueNode): string {
  switch (node.kind) {
    case Kind.OBJECT: {
      const fields = node.fields.map(
        ({ name, value }) => `ObjectField{name='${name.value}', value=${printJava(value)}}`,
      );
      return `ObjectValue{objectFields=[${fields.join(', ')}]}`;
    }
    case Kind.LIST:
      return `ArrayValue{values=[${node.values.map(printJava).join(', ')}]}`;
    case Kind.STRING:
      return `StringValue{value='${node.value}'}`;
    case Kind.ENUM:
      return `EnumValue{name='${node.value}'}`;
    case Kind.VARIABLE:
      return `VariableReference{name='${node.name.value}'}`;
    case Kind.NULL:
      return 'NullValue{}';
    case Kind.INT:
    case Kind.FLOAT:
    case Kind.BOOLEAN:
      return `${node.kind}{value=${node.value}}`;
  }
}
