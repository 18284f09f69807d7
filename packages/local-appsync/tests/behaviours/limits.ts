import type { ApiDefinition } from '../../src/api';
import {
  documented,
  GUIDE,
  recorded,
  unconfirmed,
  type Area,
  type Behaviour,
  type Given,
} from './behaviour';
import { answers, asked, givenDefinition } from './given';

const PAGE = `${GUIDE}configuration-limits.html`;
const API = 'https://docs.aws.amazon.com/appsync/latest/APIReference/API_GraphqlApi.html';

const given = (definition: Partial<ApiDefinition>): Given =>
  givenDefinition({
    schema: `
      type Query { thing: Thing things: [Thing] env: String }
      type Thing { name: String thing: Thing }
    `,
    resolvers: {
      'Query.thing': answers("{ name: 'a', thing: { name: 'b' } }"),
      'Query.things': answers('[{}, {}, {}]'),
      'Query.env': answers('JSON.stringify(ctx.env)'),
      'Thing.name': answers("'name'"),
    },
    ...definition,
  });

const refusedAsUndefined = (field: string) => ({
  data: null,
  errors: [
    {
      path: null,
      locations: [{ line: 1, column: 3, sourceName: null }],
      message: `Validation error of type FieldUndefined: Field '${field}' in type 'Query' is undefined @ '${field}'`,
    },
  ],
});

const tooDeep = (depth: number, max: number) => ({
  data: null,
  errors: [
    { path: null, locations: null, message: `maximum query depth exceeded ${depth} > ${max}` },
  ],
});

const limitReached = (path: (string | number)[]) => ({
  path,
  data: null,
  errorType: 'ResolverExecutionLimitReached',
  errorInfo: null,
  locations: [{ line: 1, column: 12, sourceName: null }],
  message: 'Resolver invocation limit reached.',
});

const named = { name: 'name' };

const behaviours: Behaviour[] = [
  {
    id: 'LIMIT-depth-within',
    says: 'runs an operation as deep as the limit',
    source: documented(PAGE),
    given: given({ limits: { queryDepth: 2 } }),
    ...asked('{ thing { name } }', { data: { thing: named } }),
  },
  {
    id: 'LIMIT-depth-over',
    says: 'refuses an operation deeper than the limit as a whole',
    source: unconfirmed(`${PAGE} documents an error; the message is that of graphql-java`),
    given: given({ limits: { queryDepth: 2 } }),
    ...asked('{ thing { thing { name } } }', tooDeep(3, 2)),
  },
  {
    id: 'LIMIT-depth-fragments',
    says: 'counts the levels inside fragments, but not the fragments themselves',
    source: unconfirmed('graphql-java counts in this way'),
    given: given({ limits: { queryDepth: 2 } }),
    ...asked(
      '{ ...f } fragment f on Query { thing { ... on Thing { thing { name } } } }',
      tooDeep(3, 2),
    ),
  },
  {
    id: 'LIMIT-depth-none',
    says: 'has no depth limit by default',
    source: documented(API),
    given: given({}),
    ...asked('{ thing { thing { thing { thing { name } } } } }', {
      data: { thing: { thing: { thing: null } } },
    }),
  },
  {
    id: 'LIMIT-resolvers',
    says: 'runs resolvers up to the limit; the fields of the others are null',
    source: recorded('https://github.com/aws-amplify/amplify-cli/issues/6128'),
    given: given({ limits: { resolverCount: 3 } }),
    ...asked('{ things { name } }', {
      data: { things: [named, named, { name: null }] },
      errors: [limitReached(['things', 2, 'name'])],
    }),
  },
  {
    id: 'LIMIT-resolvers-fields-of-values',
    says: 'counts resolvers, not fields that the parent value contains',
    source: documented(PAGE),
    given: given({ limits: { resolverCount: 2 } }),
    ...asked('{ thing { name thing { thing { name } } } }', {
      data: { thing: { name: 'name', thing: { thing: null } } },
    }),
  },
  {
    id: 'INTROSPECTION-on',
    says: 'supports introspection by default',
    source: documented(API),
    given: given({}),
    ...asked('{ __schema { queryType { name } } }', {
      data: { __schema: { queryType: { name: 'Query' } } },
    }),
  },
  ...['__schema { queryType { name } }', '__type(name: "Query") { name }'].map(
    (selection): Behaviour => {
      const field = selection.startsWith('__schema') ? '__schema' : '__type';
      return {
        id: `INTROSPECTION-off-${field}`,
        says: `refuses ${field} as undefined when introspection is off`,
        source: unconfirmed(
          `${API} documents the setting; the message is that for undefined fields`,
        ),
        given: given({ introspection: 'DISABLED' }),
        ...asked(`{ ${selection} }`, refusedAsUndefined(field)),
      };
    },
  ),
  {
    id: 'INTROSPECTION-off-typename',
    says: 'returns `__typename` when introspection is off',
    source: unconfirmed('clients with a cache select it in every object'),
    given: given({ introspection: 'DISABLED' }),
    ...asked('{ __typename thing { __typename } }', {
      data: { __typename: 'Query', thing: { __typename: 'Thing' } },
    }),
  },
  {
    id: 'ENV-values',
    says: 'passes the environment variables to code as `ctx.env`',
    source: documented(`${GUIDE}environmental-variables.html`),
    given: given({ environment: { TABLE_NAME: 'Things' } }),
    ...asked('{ env }', { data: { env: '{"TABLE_NAME":"Things"}' } }),
  },
  {
    id: 'ENV-none',
    says: 'passes an empty `ctx.env` to code when there are no environment variables',
    source: unconfirmed('the type definitions require an object'),
    given: given({}),
    ...asked('{ env }', { data: { env: '{}' } }),
  },
];

export const limits: Area = { title: 'Limits, introspection, environment', behaviours };
