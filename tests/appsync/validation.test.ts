import { describe, expect, it } from 'vitest';
import { ask, givenApi } from './givenApi';

const api = givenApi({
  schema: `
    type Query {
      card(id: ID!): Card
      cards: [Card!]!
      send(data: AWSJSON, at: AWSDateTime, limit: Int, kind: Kind, input: Input): String
    }
    type Card { name: String! nick: String kind: Kind parent: Card }
    enum Kind { RED BLUE }
    input Input { test: String! other: [Input!] }
  `,
  resolvers: {},
});

const recorded = (issue: string) => `recorded in https://github.com/${issue}`;
const GRAPHQL_JAVA = 'unconfirmed: the words of graphql-java, which AppSync runs';

/** What AppSync answers to a document that does not fit; each has the message whole. */
const cases: { id: string; source: string; query: string; message: string }[] = [
  {
    id: 'VALIDATION-1: an undefined field',
    source: recorded('graphql/graphql-over-http/issues/81'),
    query: '{badfield}',
    message: "FieldUndefined: Field 'badfield' in type 'Query' is undefined @ 'badfield'",
  },
  {
    id: 'VALIDATION-2: an undefined field further down',
    source: recorded('aws-amplify/amplify-android/issues/1822'),
    query: '{ card(id: 1) { parent { _deleted } } }',
    message:
      "FieldUndefined: Field '_deleted' in type 'Card' is undefined @ 'card/parent/_deleted'",
  },
  {
    id: 'VALIDATION-3: a missing argument',
    source: recorded('aws-amplify/amplify-swift/issues/854'),
    query: '{ card { name } }',
    message: "MissingFieldArgument: Missing field argument id @ 'card'",
  },
  {
    id: 'VALIDATION-4: an object without a selection',
    source: recorded('aws-amplify/amplify-android/issues/702'),
    query: '{ card(id: 1) { parent } }',
    message:
      "SubSelectionRequired: Sub selection required for type Card of field parent @ 'card/parent'",
  },
  {
    id: 'VALIDATION-5: a list without a selection',
    source: recorded('aws-amplify/amplify-cli/issues/4409'),
    query: '{ cards }',
    message: "SubSelectionRequired: Sub selection required for type null of field cards @ 'cards'",
  },
  {
    id: 'VALIDATION-6: a leaf with a selection',
    source: recorded('aws-amplify/amplify-cli/issues/1296'),
    query: '{ send { response } }',
    message:
      "SubSelectionNotAllowed: Sub selection not allowed on leaf type String of field send @ 'send'",
  },
  {
    id: 'VALIDATION-7: a value of the wrong type',
    source: recorded('awslabs/aws-mobile-appsync-sdk-js/issues/554'),
    query: '{ send(data: { upvotes: 10 }) }',
    message:
      "WrongType: argument 'data' with value 'ObjectValue{objectFields=[ObjectField{name='upvotes', value=IntValue{value=10}}]}' is not a valid 'AWSJSON' @ 'send'",
  },
  {
    id: 'VALIDATION-8: an input without a required field',
    source: recorded('aws/aws-appsync-community/issues/273'),
    query: '{ send(input: { }) }',
    message:
      "WrongType: argument 'input' with value 'ObjectValue{objectFields=[]}' is missing required fields '[test]' @ 'send'",
  },
  {
    id: 'VALIDATION-9: a variable of another type',
    source: recorded('apollographql/graphql-tag/issues/652'),
    query: 'query ($id: String!) { card(id: $id) { name } }',
    message:
      "VariableTypeMismatch: Variable type 'String!' doesn't match expected type 'ID!' @ 'card'",
  },
  {
    id: 'VALIDATION-10: an unknown type',
    source: recorded('aws-amplify/amplify-cli/issues/4016'),
    query: 'query ($c: Condition) { send(input: $c) }',
    message: 'UnknownType: Unknown type Condition',
  },
  {
    id: 'VALIDATION-11: an unknown argument',
    source: GRAPHQL_JAVA,
    query: '{ card(id: 1, no: 2) { name } }',
    message: "UnknownArgument: Unknown field argument no @ 'card'",
  },
  {
    id: 'VALIDATION-12: an unused variable',
    source: GRAPHQL_JAVA,
    query: 'query ($a: Int) { send }',
    message: 'UnusedVariable: Unused variable a',
  },
  {
    id: 'VALIDATION-13: an undefined variable',
    source: GRAPHQL_JAVA,
    query: '{ send(limit: $a) }',
    message: "UndefinedVariable: Undefined variable a @ 'send'",
  },
  {
    id: 'VALIDATION-14: an undefined fragment',
    source: GRAPHQL_JAVA,
    query: '{ card(id: 1) { ...F } }',
    message: "UndefinedFragment: Undefined fragment F @ 'card'",
  },
  {
    id: 'VALIDATION-15: an unused fragment',
    source: GRAPHQL_JAVA,
    query: '{ send } fragment F on Card { name }',
    message: 'UnusedFragment: Unused fragment F',
  },
  {
    id: 'VALIDATION-16: a text for a number',
    source: GRAPHQL_JAVA,
    query: '{ send(limit: "a") }',
    message:
      "WrongType: argument 'limit' with value 'StringValue{value='a'}' is not a valid 'Int' @ 'send'",
  },
  {
    id: 'VALIDATION-17: a value that an enum does not have',
    source: GRAPHQL_JAVA,
    query: '{ send(kind: GREEN) }',
    message:
      "WrongType: argument 'kind' with value 'EnumValue{name='GREEN'}' is not a valid 'Kind' @ 'send'",
  },
  {
    id: 'VALIDATION-18: a date-time that is none',
    source: GRAPHQL_JAVA,
    query: '{ send(at: "yesterday") }',
    message:
      "WrongType: argument 'at' with value 'StringValue{value='yesterday'}' is not a valid 'AWSDateTime' @ 'send'",
  },
  {
    id: 'VALIDATION-19: a field that an input does not have, deep down',
    source: GRAPHQL_JAVA,
    query: '{ send(input: { test: "a", other: [{ test: "b", no: null }] }) }',
    message:
      "WrongType: argument 'input' with value 'ObjectValue{objectFields=[ObjectField{name='test', value=StringValue{value='a'}}, ObjectField{name='other', value=ArrayValue{values=[ObjectValue{objectFields=[ObjectField{name='test', value=StringValue{value='b'}}, ObjectField{name='no', value=NullValue{}}]}]}}]}' contains a field not in 'Input': 'no' @ 'send'",
  },
];

describe('a document that does not fit the schema', () => {
  it.each(cases)('$id', async ({ query, message }) => {
    const { data, errors } = await ask(api, query);
    expect(data).toBeNull();
    expect(errors!.map((each) => each.message)).toContain(`Validation error of type ${message}`);
    for (const each of errors!)
      expect(Object.keys(each).sort()).toEqual(['locations', 'message', 'path']);
  });

  it('names each problem in it', async () => {
    const { errors } = await ask(api, '{ a b card { c } }');
    expect(errors).toHaveLength(4);
  });
});

describe('variables that do not fit their types', () => {
  const run = async (query: string, variables: Record<string, unknown>) => {
    const { result } = await api.execute(
      { query, variables },
      { caller: { mode: 'AWS_LAMBDA', identity: null, deniedFields: [] }, headers: {} },
    );
    return result;
  };

  it.each([
    [
      'VARIABLE-1: a missing one',
      'query ($id: ID!) { card(id: $id) { name } }',
      {},
      "Variable 'id' has coerced Null value for NonNull type 'ID!'",
    ],
    [
      'VARIABLE-2: null for one that may not be',
      'query ($id: ID!) { card(id: $id) { name } }',
      { id: null },
      "Variable 'id' has coerced Null value for NonNull type 'ID!'",
    ],
    [
      'VARIABLE-3: a field missing inside one (recorded, aws-appsync-community#406)',
      'query ($in: Input) { send(input: $in) }',
      { in: { test: 'a', other: [{}] } },
      "Variable 'in' has coerced Null value for NonNull type 'String!'",
    ],
    [
      'VARIABLE-4: a field too many (recorded, aws-appsync-community#273)',
      'query ($in: Input) { send(input: $in) }',
      { in: { test: 'a', no: 1 } },
      "The variables input contains a field that is not defined for input object type 'Input' ",
    ],
    [
      'VARIABLE-5: a scalar that is none (words recorded for a phone number)',
      'query ($at: AWSDateTime) { send(at: $at) }',
      { at: 'yesterday' },
      "Variable 'at' has an invalid value. Unable to parse `yesterday` as a valid DateTime Object.",
    ],
  ])('%s', async (_, query, variables, message) => {
    const { data, errors } = await run(query, variables);
    expect(data).toBeNull();
    expect(errors).toMatchObject([{ path: null, message }]);
  });
});
