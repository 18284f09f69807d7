import { expect } from 'vitest';
import { recorded, unconfirmed, type Area, type Behaviour, type Source } from './behaviour';
import { asked, givenDefinition, operation } from './given';

const given = givenDefinition({
  schema: `
    type Query {
      card(id: ID!): Card
      cards: [Card!]!
      found: Found
      named: Named
      send(
        data: AWSJSON, at: AWSDateTime, limit: Int, kind: Kind, on: Boolean, input: Input,
        inputs: [Input!]
      ): String
    }
    interface Named { name: String! }
    type Card implements Named { name: String! nick: String kind: Kind parent: Card }
    type Deck { size: Int }
    union Found = Card | Deck
    enum Kind { RED BLUE }
    input Input { test: String! other: [Input!] }
  `,
});

const issue = (path: string): Source => recorded(`https://github.com/${path}`);
const SPEC = 'https://spec.graphql.org/October2021/';
const spec = (section: string): Source => ({ evidence: 'documented', at: `${SPEC}#${section}` });
const GRAPHQL_JAVA = unconfirmed('the message is that of graphql-java, which AppSync runs');
const TYPE_ALONE = unconfirmed('the type is that of graphql-java; the text after it is unknown');

const entry = (message: unknown, [line, column]: readonly [number, number]) => ({
  path: null,
  locations: [{ line, column, sourceName: null }],
  message,
});

type Document = readonly [
  name: string,
  says: string,
  source: Source,
  query: string,
  message: string,
  at: readonly [line: number, column: number],
];

/** Documents with one problem each, and everything that AppSync returns. */
const documents: readonly Document[] = [
  [
    'field-undefined',
    'a field that the type does not have',
    issue('graphql/graphql-over-http/issues/81'),
    '{badfield}',
    "FieldUndefined: Field 'badfield' in type 'Query' is undefined @ 'badfield'",
    [1, 2],
  ],
  [
    'field-undefined-deep',
    'a field that a nested type does not have, with the path to it',
    issue('aws-amplify/amplify-android/issues/1822'),
    '{ card(id: 1) { parent { _deleted } } }',
    "FieldUndefined: Field '_deleted' in type 'Card' is undefined @ 'card/parent/_deleted'",
    [1, 26],
  ],
  [
    'argument-missing',
    'a missing argument',
    issue('aws-amplify/amplify-swift/issues/854'),
    '{ card { name } }',
    "MissingFieldArgument: Missing field argument id @ 'card'",
    [1, 3],
  ],
  [
    'selection-missing',
    'an object without a selection',
    issue('aws-amplify/amplify-android/issues/702'),
    '{ card(id: 1) { parent } }',
    "SubSelectionRequired: Sub selection required for type Card of field parent @ 'card/parent'",
    [1, 17],
  ],
  [
    'selection-missing-list',
    'a list without a selection, and reports its type as null',
    issue('aws-amplify/amplify-cli/issues/4409'),
    '{ cards }',
    "SubSelectionRequired: Sub selection required for type null of field cards @ 'cards'",
    [1, 3],
  ],
  [
    'selection-of-leaf',
    'a selection on a leaf',
    issue('aws-amplify/amplify-cli/issues/1296'),
    '{ send { response } }',
    "SubSelectionNotAllowed: Sub selection not allowed on leaf type String of field send @ 'send'",
    [1, 3],
  ],
  [
    'value-wrong-type',
    'a value of the wrong type, at the start of its argument',
    issue('awslabs/aws-mobile-appsync-sdk-js/issues/554'),
    '{\n  send(data: { upvotes: 10 })\n}',
    "WrongType: argument 'data' with value 'ObjectValue{objectFields=[ObjectField{name='upvotes', value=IntValue{value=10}}]}' is not a valid 'AWSJSON' @ 'send'",
    [2, 8],
  ],
  [
    'input-field-missing',
    'an input without a required field',
    issue('aws/aws-appsync-community/issues/273'),
    '{ send(input: { }) }',
    "WrongType: argument 'input' with value 'ObjectValue{objectFields=[]}' is missing required fields '[test]' @ 'send'",
    [1, 8],
  ],
  [
    'variable-of-other-type',
    'a variable of another type, at its use',
    issue('apollographql/graphql-tag/issues/652'),
    'query ($id: String!) { card(id: $id) { name } }',
    "VariableTypeMismatch: Variable type 'String!' doesn't match expected type 'ID!' @ 'card'",
    [1, 33],
  ],
  [
    'type-unknown',
    'a variable of an unknown type',
    issue('aws-amplify/amplify-cli/issues/4016'),
    'query ($c: Condition) { send(input: $c) }',
    'UnknownType: Unknown type Condition',
    [1, 12],
  ],
  [
    'argument-unknown',
    'an argument that the field does not have',
    issue('aws-amplify/amplify-js/issues/11317'),
    '{ card(id: 1, no: 2) { name } }',
    "UnknownArgument: Unknown field argument no @ 'card'",
    [1, 15],
  ],
  [
    'fragment-undefined',
    'an undefined fragment, at its spread',
    issue('aws-amplify/amplify-codegen/issues/29'),
    '{ card(id: 1) { parent { ...SheetParts } } }',
    "UndefinedFragment: Undefined fragment SheetParts @ 'card/parent'",
    [1, 26],
  ],
  [
    'variable-unused',
    'an unused variable',
    GRAPHQL_JAVA,
    'query ($a: Int) { send }',
    'UnusedVariable: Unused variable a',
    [1, 8],
  ],
  [
    'variable-undefined',
    'an undefined variable',
    GRAPHQL_JAVA,
    '{ send(limit: $a) }',
    "UndefinedVariable: Undefined variable a @ 'send'",
    [1, 15],
  ],
  [
    'fragment-unused',
    'an unused fragment',
    GRAPHQL_JAVA,
    '{ send } fragment F on Card { name }',
    'UnusedFragment: Unused fragment F',
    [1, 10],
  ],
  [
    'value-text-for-number',
    'a string for a number',
    GRAPHQL_JAVA,
    '{ send(limit: "a") }',
    "WrongType: argument 'limit' with value 'StringValue{value='a'}' is not a valid 'Int' @ 'send'",
    [1, 8],
  ],
  [
    'value-number-for-boolean',
    'a number for a boolean',
    GRAPHQL_JAVA,
    '{ send(on: 1) }',
    "WrongType: argument 'on' with value 'IntValue{value=1}' is not a valid 'Boolean' @ 'send'",
    [1, 8],
  ],
  [
    'value-not-in-enum',
    'a value that the enum does not have',
    GRAPHQL_JAVA,
    '{ send(kind: GREEN) }',
    "WrongType: argument 'kind' with value 'EnumValue{name='GREEN'}' is not a valid 'Kind' @ 'send'",
    [1, 8],
  ],
  [
    'value-text-for-enum',
    'a string for an enum',
    GRAPHQL_JAVA,
    '{ send(kind: "RED") }',
    "WrongType: argument 'kind' with value 'StringValue{value='RED'}' is not a valid 'Kind' @ 'send'",
    [1, 8],
  ],
  [
    'value-no-date-time',
    'an invalid date-time',
    GRAPHQL_JAVA,
    '{ send(at: "yesterday") }',
    "WrongType: argument 'at' with value 'StringValue{value='yesterday'}' is not a valid 'AWSDateTime' @ 'send'",
    [1, 8],
  ],
  [
    'input-field-unknown',
    'an unknown field of a nested input, with the whole value',
    GRAPHQL_JAVA,
    '{ send(input: { test: "a", other: [{ test: "b", no: null }] }) }',
    "WrongType: argument 'input' with value 'ObjectValue{objectFields=[ObjectField{name='test', value=StringValue{value='a'}}, ObjectField{name='other', value=ArrayValue{values=[ObjectValue{objectFields=[ObjectField{name='test', value=StringValue{value='b'}}, ObjectField{name='no', value=NullValue{}}]}]}}]}' contains a field not in 'Input': 'no' @ 'send'",
    [1, 8],
  ],
];

type Rule = readonly [type: string, says: string, query: string];

/** Documents that break a rule of GraphQL. The exact messages are unknown. */
const rules: readonly Rule[] = [
  [
    'FragmentTypeConditionInvalid',
    'a fragment on a type without fields',
    '{ send ... on Kind { name } }',
  ],
  ['UnknownDirective', 'an unknown directive', '{ send @no }'],
  [
    'LoneAnonymousOperationViolation',
    'an anonymous operation next to others',
    '{ send } query A { send }',
  ],
  [
    'FragmentCycle',
    'a fragment that spreads itself',
    '{ card(id: 1) { ...F } } fragment F on Card { parent { ...F } }',
  ],
  [
    'FieldsConflict',
    'two fields with the same response key',
    '{ send card: send card(id: 1) { name } }',
  ],
  [
    'InvalidFragmentType',
    'a fragment on a type that the value cannot have',
    '{ found { ... on Card { ... on Deck { size } } } }',
  ],
  ['DuplicateArgumentNames', 'a duplicate argument', '{ send(limit: 1, limit: 2) }'],
  [
    'DuplicateFragmentName',
    'two fragments with the same name',
    '{ named { ...F } } fragment F on Named { name } fragment F on Named { name }',
  ],
  [
    'UniqueObjectFieldName',
    'a duplicate field of an input',
    '{ send(input: { test: "a", test: "b" }) }',
  ],
  [
    'DuplicateOperationName',
    'two operations with the same name',
    'query A { send } query A { send }',
  ],
  [
    'DuplicateVariableName',
    'two variables with the same name',
    'query A($a: Int, $a: Int) { send(limit: $a) }',
  ],
  [
    'NonInputTypeOnVariable',
    'a variable of an output type',
    'query A($a: Card) { send(input: $a) }',
  ],
  ['NonExecutableDefinition', 'a type definition', '{ send } type New { a: Int }'],
  ['DuplicateDirectiveName', 'a duplicate directive', '{ send @skip(if: true) @skip(if: true) }'],
];

const refusesDocuments: Behaviour[] = [
  ...documents.map(([name, says, source, query, message, at]) => ({
    id: `VALIDATION-${name}`,
    says: `refuses ${says}`,
    source,
    given,
    ...asked(query, { data: null, errors: [entry(`Validation error of type ${message}`, at)] }),
  })),
  ...rules.map(([type, says, query]) => ({
    id: `VALIDATION-type-${type}`,
    says: `refuses ${says}, as ${type}`,
    source: TYPE_ALONE,
    given,
    exchanges: [
      {
        body: operation(query),
        answer: {
          body: {
            data: null,
            errors: expect.arrayContaining([
              {
                path: null,
                locations: expect.any(Array) as unknown,
                message: expect.stringMatching(`^Validation error of type ${type}: .`) as unknown,
              },
            ]) as unknown,
          },
        },
      },
    ],
  })),
  {
    id: 'VALIDATION-every-problem',
    says: 'reports every problem of a document in a separate error',
    source: issue('aws-amplify/amplify-js/issues/4853'),
    given,
    ...asked('{\n  card(id: 1) { startDate }\n  cards { endDate }\n}', {
      data: null,
      errors: [
        entry(
          "Validation error of type FieldUndefined: Field 'startDate' in type 'Card' is undefined @ 'card/startDate'",
          [2, 17],
        ),
        entry(
          "Validation error of type FieldUndefined: Field 'endDate' in type 'Card' is undefined @ 'cards/endDate'",
          [3, 11],
        ),
      ],
    }),
  },
  {
    id: 'VALIDATION-before-resolvers',
    says: 'runs no part of a document with a problem, not even the valid fields',
    source: spec('sec-Executing-Requests'),
    given,
    ...asked('{ send nonsense }', {
      data: null,
      errors: [
        entry(
          "Validation error of type FieldUndefined: Field 'nonsense' in type 'Query' is undefined @ 'nonsense'",
          [1, 8],
        ),
      ],
    }),
  },
  {
    id: 'VALIDATION-typename',
    says: 'supports `__typename` everywhere',
    source: unconfirmed('GraphQL defines it; the guide uses it without an explanation'),
    given,
    ...asked('{ __typename }', { data: { __typename: 'Query' } }),
  },
];

const COERCED_NULL = issue('graphql/graphql-over-http/issues/81');

type Variables = readonly [
  name: string,
  says: string,
  source: Source,
  query: string,
  variables: Record<string, unknown>,
  message: unknown,
];

const variables: readonly Variables[] = [
  [
    'missing',
    'a missing variable',
    COERCED_NULL,
    'query ($id: ID!) { card(id: $id) { name } }',
    {},
    "Variable 'id' has coerced Null value for NonNull type 'ID!'",
  ],
  [
    'null',
    'null for a non-null variable',
    COERCED_NULL,
    'query ($id: ID!) { card(id: $id) { name } }',
    { id: null },
    "Variable 'id' has coerced Null value for NonNull type 'ID!'",
  ],
  [
    'field-missing',
    'a missing field inside a variable, under the name of the variable',
    issue('aws/aws-appsync-community/issues/406'),
    'query ($in: Input) { send(input: $in) }',
    { in: { test: 'a', other: [{}] } },
    "Variable 'in' has coerced Null value for NonNull type 'String!'",
  ],
  [
    'field-null',
    'null for a non-null field inside a variable',
    issue('aws/aws-appsync-community/issues/406'),
    'query ($in: Input) { send(input: $in) }',
    { in: { test: null } },
    "Variable 'in' has coerced Null value for NonNull type 'String!'",
  ],
  [
    'element-null',
    'null in a list of non-null elements',
    unconfirmed('the message is that of a null field'),
    'query ($in: [Input!]) { send(inputs: $in) }',
    { in: [null] },
    "Variable 'in' has coerced Null value for NonNull type 'Input!'",
  ],
  [
    'scalar',
    'an invalid scalar',
    issue('aws-amplify/amplify-flutter/issues/822'),
    'query ($at: AWSDateTime) { send(at: $at) }',
    { at: 'yesterday' },
    "Variable 'at' has an invalid value. Unable to parse `yesterday` as a valid DateTime Object.",
  ],
  [
    'text-for-number',
    'a string for a number',
    unconfirmed('the beginning is recorded for scalars; the text after it is unknown'),
    'query ($n: Int) { send(limit: $n) }',
    { n: '1' },
    expect.stringMatching(/^Variable 'n' has an invalid value\. ./),
  ],
  [
    'not-in-enum',
    'a value that the enum does not have',
    unconfirmed('the beginning is recorded for scalars; the text after it is unknown'),
    'query ($k: Kind) { send(kind: $k) }',
    { k: 'GREEN' },
    expect.stringMatching(/^Variable 'k' has an invalid value\. ./),
  ],
  [
    'text-for-input',
    'a string for an input',
    unconfirmed('the beginning is recorded for scalars; the text after it is unknown'),
    'query ($in: Input) { send(input: $in) }',
    { in: 'a' },
    expect.stringMatching(/^Variable 'in' has an invalid value\. ./),
  ],
];

const refusesVariables: Behaviour[] = [
  ...variables.map(([name, says, source, query, values, message]) => ({
    id: `VARIABLE-${name}`,
    says: `refuses ${says}`,
    source,
    given,
    ...asked(query, { data: null, errors: [entry(message, [1, 8])] }, values),
  })),
  {
    id: 'VARIABLE-field-unknown',
    says: 'refuses an unknown field inside a variable, without a location and with a trailing space',
    source: issue('aws/aws-appsync-community/issues/273'),
    given,
    ...asked(
      'query ($in: Input) { send(input: $in) }',
      {
        data: null,
        errors: [
          {
            path: null,
            locations: null,
            message:
              "The variables input contains a field that is not defined for input object type 'Input' ",
          },
        ],
      },
      { in: { test: 'a', no: 1 } },
    ),
  },
];

export const validation: Area = {
  title: 'Validation',
  behaviours: [...refusesDocuments, ...refusesVariables],
};
