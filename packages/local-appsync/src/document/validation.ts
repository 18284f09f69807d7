import {
  GraphQLError,
  Kind,
  SingleFieldSubscriptionsRule,
  specifiedRules,
  validate,
  visit,
  type ArgumentNode,
  type ASTNode,
  type ASTVisitor,
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type ValidationContext,
  type ValidationRule,
  type ValueNode,
} from 'graphql';
import { locationsOf, type ServiceErrorEntry } from '../errors';
import { IntrospectionArgumentsRule, IntrospectionFieldsRule } from './introspection';

/**
 * A rule of graphql-js: the name that graphql-java (which AppSync runs) gives to the error, and its
 * message. Without `words`, the message of graphql-js is used.
 */
interface Rule {
  readonly type: string;
  /**
   * The node at which graphql-java locates the error, if graphql-js locates it at a part of that
   * node.
   */
  readonly at?: 'parent' | 'argument';
  readonly pattern?: RegExp;
  readonly words?: (found: RegExpExecArray, argument: ArgumentNode | undefined) => string;
}

/** The name of a type. For a type with lists or `!` around it, graphql-java prints `null`. */
const nameOf = (type = ''): string => (/^\w+$/.test(type) ? type : 'null');

const wrongValue = ({ name, value }: ArgumentNode, reason: string): string =>
  `argument '${name.value}' with value '${printJava(value)}' ${reason}`;

const fieldUndefined: Rule = {
  type: 'FieldUndefined',
  pattern: /^Cannot query field "(\w+)" on type "(\w+)"/,
  words: ([, field, type]) => `Field '${field}' in type '${type}' is undefined`,
};

const unknownArgument: Rule = {
  type: 'UnknownArgument',
  pattern: /^Unknown argument "(\w+)"/,
  words: ([, argument]) => `Unknown field argument ${argument}`,
};

/** By the name of the rule. A rule that finds several kinds of errors has an entry for each. */
const wordings: Readonly<Record<string, readonly Rule[]>> = {
  ExecutableDefinitionsRule: [{ type: 'NonExecutableDefinition' }],
  FieldsOnCorrectTypeRule: [fieldUndefined],
  FragmentsOnCompositeTypesRule: [{ type: 'FragmentTypeConditionInvalid', at: 'parent' }],
  IntrospectionFieldsRule: [fieldUndefined],
  IntrospectionArgumentsRule: [unknownArgument],
  KnownArgumentNamesRule: [unknownArgument],
  KnownDirectivesRule: [{ type: 'UnknownDirective' }],
  KnownFragmentNamesRule: [
    {
      type: 'UndefinedFragment',
      at: 'parent',
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
      at: 'parent',
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
      at: 'argument',
      pattern: /^Field "\w+\.(\w+)" of required type/,
      words: ([, field], argument) =>
        argument ? wrongValue(argument, `is missing required fields '[${field}]'`) : '',
    },
    {
      type: 'WrongType',
      at: 'argument',
      pattern: /^Field "(\w+)" is not defined by type "(\w+)"/,
      words: ([, field, type], argument) =>
        argument ? wrongValue(argument, `contains a field not in '${type}': '${field}'`) : '',
    },
    {
      type: 'WrongType',
      at: 'argument',
      pattern:
        /^(?:Expected value of type "[[\]!]*(\w+)|(\w+) cannot represent|Value "\w+" does not exist in "(\w+)"|Enum "(\w+)")/,
      words: ([, ...types], argument) =>
        argument ? wrongValue(argument, `is not a valid '${types.find(Boolean)}'`) : '',
    },
    { type: 'WrongType' },
  ],
  VariablesAreInputTypesRule: [{ type: 'NonInputTypeOnVariable', at: 'parent' }],
  VariablesInAllowedPositionRule: [
    {
      type: 'VariableTypeMismatch',
      pattern: /of type "([^"]+)" used in position expecting type "([^"]+)"/,
      words: ([, type, expected]) =>
        `Variable type '${type}' doesn't match expected type '${expected}'`,
    },
  ],
};

/**
 * The rule of graphql-js throws, and reports nothing, if the root of a subscription depends on a
 * variable (`@include(if: $x)`), which GraphQL does not allow.
 */
function SubscriptionRootRule(context: ValidationContext): ASTVisitor {
  const { OperationDefinition: check } = SingleFieldSubscriptionsRule(context) as {
    OperationDefinition(node: OperationDefinitionNode): void;
  };
  return {
    OperationDefinition(node) {
      try {
        check(node);
      } catch (error) {
        if (!(error instanceof GraphQLError)) throw error;
        context.reportError(new GraphQLError(error.message, { nodes: node }));
      }
    },
  };
}

/** The rules that validate a document. */
export const rules: readonly ValidationRule[] = [
  ...specifiedRules.map((rule) =>
    rule === SingleFieldSubscriptionsRule ? SubscriptionRootRule : rule,
  ),
  IntrospectionFieldsRule,
  IntrospectionArgumentsRule,
];

/** The error entries that AppSync returns for a document that does not match the schema. */
export function validationEntries(
  schema: GraphQLSchema,
  document: DocumentNode,
): ServiceErrorEntry[] {
  return rules.flatMap((rule) =>
    validate(schema, document, [rule]).map((error) => entry(rule.name, error, document)),
  );
}

function entry(rule: string, error: GraphQLError, document: DocumentNode): ServiceErrorEntry {
  // A variable of the wrong type is reported where it is used, not where it is defined.
  const node = error.nodes?.at(rule === 'VariablesInAllowedPositionRule' ? -1 : 0);
  const { path, parent, argument } = whereIs(node, document);
  const { type, at, text } = wording(rule, error.message, argument);
  const located = (at === 'parent' && parent) || (at === 'argument' && argument) || node;
  return {
    path: null,
    locations: locationsOf(located ? [located] : []),
    message: `Validation error of type ${type}: ${text}${path && ` @ '${path}'`}`,
  };
}

function wording(
  rule: string,
  message: string,
  argument: ArgumentNode | undefined,
): Pick<Rule, 'type' | 'at'> & { text: string } {
  for (const { type, at, pattern, words } of wordings[rule] ?? []) {
    const found = pattern ? pattern.exec(message) : undefined;
    if (found === null) continue;
    return { type, ...(at && { at }), text: (found && words?.(found, argument)) || message };
  }
  return { type: 'InvalidSyntax', text: message };
}

interface Place {
  /** The names of the fields that lead to a node, as graphql-java writes them. */
  readonly path: string;
  readonly parent: ASTNode | undefined;
  /** The argument that contains the node. */
  readonly argument: ArgumentNode | undefined;
}

function whereIs(target: ASTNode | undefined, document: DocumentNode): Place {
  const around: ASTNode[] = [];
  let place: Place = { path: '', parent: undefined, argument: undefined };
  visit(document, {
    enter(node) {
      const parent = around.at(-1);
      around.push(node);
      if (node !== target) return;
      const fields = around.filter((each) => each.kind === Kind.FIELD);
      place = {
        path: fields.map(({ name }) => name.value).join('/'),
        parent,
        argument: around.findLast((each) => each.kind === Kind.ARGUMENT),
      };
    },
    leave() {
      around.pop();
    },
  });
  return place;
}

/** Prints a value as graphql-java prints its syntax tree. */
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
