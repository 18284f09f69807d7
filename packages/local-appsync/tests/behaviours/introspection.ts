import { expect } from 'vitest';
import { getIntrospectionQuery } from 'graphql';
import { recorded, unconfirmed, type Area, type Behaviour, type Source } from './behaviour';
import { answers, asked, givenDefinition, operation } from './given';

const RECORDED = recorded(
  'https://github.com/50417/amplify-react-graphql src/graphql/schema.json, an introspection of AppSync with the types of introspection',
);
const WORDS = unconfirmed(
  'the recorded introspection of AppSync (50417/amplify-react-graphql src/graphql/schema.json) does not have it; the message is that for any unknown field',
);

const given = givenDefinition({
  schema: `
    type Query { value(old: Int): Answer }
    enum Answer { YES NO @deprecated }
    input Unused { a: Int }
  `,
  resolvers: { 'Query.value': answers("'YES'") },
});

/** A field or an argument that graphql-js supports and AppSync does not. */
const unknown = (
  id: string,
  what: string,
  query: string,
  type: 'FieldUndefined' | 'UnknownArgument',
  text: string,
): Behaviour => ({
  id: `INTROSPECTION-no-${id}`,
  says: `does not support ${what}`,
  source: WORDS,
  given,
  exchanges: [
    {
      body: operation(query),
      answer: {
        body: {
          data: null,
          errors: [
            {
              path: null,
              locations: [expect.objectContaining({ line: 1 })],
              message: `Validation error of type ${type}: ${text}`,
            },
          ],
        },
      },
    },
  ],
});

const noField = (field: string, type: string, query: string, path: string) =>
  unknown(
    `${type.slice(2)}-${field}`,
    `\`${field}\` of \`${type}\``,
    query,
    'FieldUndefined',
    `Field '${field}' in type '${type}' is undefined @ '${path}'`,
  );

const noArgument = (field: string, type: string, query: string, path: string) =>
  unknown(
    `${type.slice(2)}-${field}-includeDeprecated`,
    `\`includeDeprecated\` of \`${field}\` of \`${type}\``,
    query,
    'UnknownArgument',
    `Unknown field argument includeDeprecated @ '${path}'`,
  );

const answered = (id: string, says: string, source: Source, query: string, data: unknown) => ({
  id: `INTROSPECTION-${id}`,
  says,
  source,
  given,
  ...asked(query, { data }),
});

const served = (id: string, says: string, query: string): Behaviour => ({
  id: `INTROSPECTION-${id}`,
  says,
  source: RECORDED,
  given,
  exchanges: [
    {
      body: operation(query),
      answer: {
        body: {
          data: {
            __schema: expect.objectContaining({
              queryType: expect.objectContaining({ name: 'Query' }),
              mutationType: null,
              subscriptionType: null,
            }),
          },
        },
      },
    },
  ],
});

export const introspection: Area = {
  title: 'Introspection',
  behaviours: [
    noField('description', '__Schema', '{ __schema { description } }', '__schema/description'),
    noField('isOneOf', '__Type', '{ __type(name: "Unused") { isOneOf } }', '__type/isOneOf'),
    noField(
      'specifiedByURL',
      '__Type',
      '{ __type(name: "ID") { specifiedByURL } }',
      '__type/specifiedByURL',
    ),
    noField(
      'isRepeatable',
      '__Directive',
      '{ __schema { directives { isRepeatable } } }',
      '__schema/directives/isRepeatable',
    ),
    noField(
      'isDeprecated',
      '__InputValue',
      '{ __type(name: "Unused") { inputFields { isDeprecated } } }',
      '__type/inputFields/isDeprecated',
    ),
    noField(
      'deprecationReason',
      '__InputValue',
      '{ __type(name: "Query") { fields { args { deprecationReason } } } }',
      '__type/fields/args/deprecationReason',
    ),
    unknown(
      'field-in-fragment',
      'a newer introspection field in a fragment',
      '{ __schema { types { ...T } } } fragment T on __Type { isOneOf }',
      'FieldUndefined',
      "Field 'isOneOf' in type '__Type' is undefined @ 'isOneOf'",
    ),
    noArgument(
      'inputFields',
      '__Type',
      '{ __type(name: "Unused") { inputFields(includeDeprecated: true) { name } } }',
      '__type/inputFields',
    ),
    noArgument(
      'args',
      '__Field',
      '{ __type(name: "Query") { fields { args(includeDeprecated: true) { name } } } }',
      '__type/fields/args',
    ),
    noArgument(
      'args',
      '__Directive',
      '{ __schema { directives { args(includeDeprecated: true) { name } } } }',
      '__schema/directives/args',
    ),
    answered(
      'directives',
      'returns its own directives and those of an older GraphQL version',
      RECORDED,
      '{ __schema { directives { name locations } } }',
      {
        __schema: {
          directives: [
            { name: 'aws_api_key', locations: ['OBJECT', 'FIELD_DEFINITION'] },
            { name: 'aws_lambda', locations: ['OBJECT', 'FIELD_DEFINITION'] },
            { name: 'aws_iam', locations: ['OBJECT', 'FIELD_DEFINITION'] },
            { name: 'aws_subscribe', locations: ['FIELD_DEFINITION'] },
            { name: 'include', locations: ['FIELD', 'FRAGMENT_SPREAD', 'INLINE_FRAGMENT'] },
            { name: 'skip', locations: ['FIELD', 'FRAGMENT_SPREAD', 'INLINE_FRAGMENT'] },
            { name: 'deprecated', locations: ['FIELD_DEFINITION', 'ENUM_VALUE'] },
          ],
        },
      },
    ),
    answered(
      'deprecated',
      'returns deprecated enum values only on request',
      RECORDED,
      '{ __type(name: "Answer") { kind all: enumValues(includeDeprecated: true) { name isDeprecated deprecationReason } enumValues { name } __typename } }',
      {
        __type: {
          kind: 'ENUM',
          all: [
            { name: 'YES', isDeprecated: false, deprecationReason: null },
            { name: 'NO', isDeprecated: true, deprecationReason: 'No longer supported' },
          ],
          enumValues: [{ name: 'YES' }],
          __typename: '__Type',
        },
      },
    ),
    served(
      'query-of-clients',
      'supports the query that GraphiQL and code generators send',
      getIntrospectionQuery(),
    ),
    {
      ...served(
        'query-of-clients-newer',
        'refuses the same query with newer fields',
        getIntrospectionQuery({ specifiedByUrl: true, oneOf: true }),
      ),
      source: WORDS,
      exchanges: [
        {
          body: operation(getIntrospectionQuery({ specifiedByUrl: true, oneOf: true })),
          answer: {
            body: {
              data: null,
              errors: ['specifiedByURL', 'isOneOf'].map((field) =>
                expect.objectContaining({
                  message: expect.stringContaining(
                    `Field '${field}' in type '__Type' is undefined`,
                  ),
                }),
              ),
            },
          },
        },
      ],
    },
  ],
};
