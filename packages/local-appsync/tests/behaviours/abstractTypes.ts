import {
  documented,
  recorded,
  unconfirmed,
  type Area,
  type Behaviour,
  type Source,
  type Step,
  type Transcript,
} from './behaviour';
import { asked, givenDefinition, operation } from './given';
import { data, inProtocol, receives, subscribes, TOKEN } from './givenPosts';

const COMMUNITY = recorded('https://github.com/aws/aws-appsync-community/issues/84');
const SALLAI = recorded(
  'https://advancedweb.hu/how-to-resolve-interfaces-and-union-types-in-appsync',
);
const UNUSABLE = unconfirmed(
  'the refusal is that of a value without `__typename`, whose message is recorded; the part after the type is our wording',
);
const GUIDE = documented(
  'https://docs.aws.amazon.com/appsync/latest/devguide/interfaces-and-unions.html',
);

const echo = {
  source: 'none',
  code: `
    export function request(ctx) { return { payload: ctx.args.value }; }
    export function response(ctx) { return ctx.result; }
  `,
};

const given = givenDefinition({
  schema: `
    type Query {
      found(value: AWSJSON): Found
      named(value: AWSJSON): Named
      sure(value: AWSJSON): Found!
      all(value: AWSJSON): [Found]
      box(value: AWSJSON): Box
      fine: String
    }
    type Mutation {
      find(value: AWSJSON): Found
      pack(value: AWSJSON): Box
    }
    type Subscription {
      onFind: Found @aws_subscribe(mutations: ["find"])
      onPack: Box @aws_subscribe(mutations: ["pack"])
    }
    union Found = Card | Deck
    interface Named { name: String }
    type Card implements Named { name: String }
    type Deck { size: Int }
    type Loose { a: Int }
    type Box { label: String content: Found }
  `,
  resolvers: {
    ...Object.fromEntries(
      ['found', 'named', 'sure', 'all', 'box'].map((name) => [`Query.${name}`, echo]),
    ),
    'Mutation.find': echo,
    'Mutation.pack': echo,
  },
});

const asks = (query: string, value: unknown): string =>
  operation(`query ($v: AWSJSON) { ${query} }`, { v: JSON.stringify(value) });

const refused = (body: string, message: string): Pick<Behaviour, 'exchanges'> => ({
  exchanges: [
    {
      body,
      answer: {
        status: 400,
        headers: { 'x-amzn-errortype': 'BadRequestException' },
        body: { errors: [{ errorType: 'BadRequestException', message }] },
      },
    },
  ],
});

const MISSING = "Missing __typename key on value.'";
const NO_OBJECT = "Expected MAP/OBJECT type.'";
const NONE_OF_ITS_TYPES = "The __typename key on value names none of its types.'";

/** Values without a usable `__typename`. */
const values: readonly (readonly [id: string, value: unknown, reason: string, source: Source])[] = [
  ['missing', { name: 'a' }, MISSING, SALLAI],
  ['empty-object', {}, MISSING, SALLAI],
  ['null', { __typename: null }, MISSING, unconfirmed('null counts as missing')],
  ['unknown', { __typename: 'Nothing' }, NONE_OF_ITS_TYPES, UNUSABLE],
  ['other-type', { __typename: 'Loose' }, NONE_OF_ITS_TYPES, UNUSABLE],
  ['lower-case', { __typename: 'card' }, NONE_OF_ITS_TYPES, UNUSABLE],
  ['abstract', { __typename: 'Named' }, NONE_OF_ITS_TYPES, UNUSABLE],
  ['scalar-type', { __typename: 'String' }, NONE_OF_ITS_TYPES, UNUSABLE],
  ['inherited', { __typename: 'constructor' }, NONE_OF_ITS_TYPES, UNUSABLE],
  ['empty-text', { __typename: '' }, NONE_OF_ITS_TYPES, UNUSABLE],
  ['number', { __typename: 1 }, NONE_OF_ITS_TYPES, UNUSABLE],
  ['object', { __typename: { name: 'Card' } }, NONE_OF_ITS_TYPES, UNUSABLE],
  ['list', { __typename: ['Card'] }, NONE_OF_ITS_TYPES, UNUSABLE],
  ['value-text', 'Card', NO_OBJECT, COMMUNITY],
  ['value-number', 5, NO_OBJECT, COMMUNITY],
  ['value-boolean', true, NO_OBJECT, COMMUNITY],
  ['value-list', [{ __typename: 'Card' }], NO_OBJECT, COMMUNITY],
];

const untyped: Behaviour[] = (
  [
    ['union', 'found', 'Found', '... on Card { name }'],
    ['interface', 'named', 'Named', 'name'],
  ] as const
).flatMap(([kind, field, type, selection]) =>
  values.map(([id, value, reason, source]): Behaviour => ({
    id: `ABSTRACT-${kind}-${id}`,
    says: `refuses the whole request for \`${JSON.stringify(value)}\` when the type is ${kind === 'union' ? 'a union' : 'an interface'}`,
    source,
    given,
    ...refused(
      asks(`${field}(value: $v) { ${selection} }`, value),
      `Could not determine the exact type of ${type}. ${reason}`,
    ),
  })),
);

const COULD_NOT = `Could not determine the exact type of Found. ${MISSING}`;

const places: Behaviour[] = [
  {
    id: 'ABSTRACT-in-list',
    says: 'refuses the whole request for one value without a usable type in a list',
    source: SALLAI,
    given,
    ...refused(asks('all(value: $v) { __typename }', [{ __typename: 'Card' }, {}]), COULD_NOT),
  },
  {
    id: 'ABSTRACT-nested',
    says: 'refuses the whole request for a nested value without a usable type',
    source: COMMUNITY,
    given,
    ...refused(
      asks('box(value: $v) { label content { __typename } }', { label: 'a', content: {} }),
      COULD_NOT,
    ),
  },
  {
    id: 'ABSTRACT-required',
    says: 'refuses the whole request for a non-null value without a usable type',
    source: SALLAI,
    given,
    ...refused(asks('sure(value: $v) { __typename }', {}), COULD_NOT),
  },
  {
    id: 'ABSTRACT-beside-others',
    says: 'returns nothing for the fields next to a value without a usable type',
    source: SALLAI,
    given,
    ...refused(asks('fine found(value: $v) { __typename } __typename', {}), COULD_NOT),
  },
];

const typed: Behaviour[] = [
  {
    id: 'ABSTRACT-union-typed',
    says: 'determines the type of a union value by its `__typename`',
    source: GUIDE,
    given,
    ...asked(
      'query ($v: AWSJSON) { found(value: $v) { kind: __typename ... on Deck { size } ... on Card { name } } }',
      { data: { found: { kind: 'Deck', size: 52 } } },
      { v: '{"__typename":"Deck","size":52,"name":"not of a deck"}' },
    ),
  },
  {
    id: 'ABSTRACT-interface-typed',
    says: 'determines the type of an interface value by its `__typename`',
    source: GUIDE,
    given,
    ...asked(
      'query ($v: AWSJSON) { named(value: $v) { __typename name } }',
      { data: { named: { __typename: 'Card', name: 'a' } } },
      { v: '{"__typename":"Card","name":"a"}' },
    ),
  },
  {
    id: 'ABSTRACT-nulls',
    says: 'returns null for null, also in a list',
    source: documented('https://spec.graphql.org/October2021/#sec-Value-Completion'),
    given,
    ...asked(
      'query ($v: AWSJSON) { found(value: null) { __typename } all(value: $v) { __typename } }',
      { data: { found: null, all: [null, { __typename: 'Card' }] } },
      { v: '[null,{"__typename":"Card"}]' },
    ),
  },
];

const transcript = (id: string, source: Source, says: string, ...steps: Step[]): Transcript => ({
  id,
  says,
  source,
  given,
  connects: inProtocol(TOKEN),
  steps,
});

const ON_FIND = 'subscription { onFind { __typename ... on Card { name } } }';
const finds = (selection: string): Step => ({
  mutates: `mutation ($v: AWSJSON) { find(value: $v) { ${selection} } }`,
  variables: { v: '{"__typename":"Card","name":"a"}' },
});
const SAME_WORDS = unconfirmed(
  'a request without it is refused as a whole, so a message is presumably dropped',
);

const messages: Transcript[] = [
  transcript(
    'ABSTRACT-message',
    documented('https://spec.graphql.org/October2021/#sec-Value-Completion'),
    'sends a union value when the mutation selected its `__typename`, even under an alias',
    ...subscribes('a', ON_FIND),
    finds('kind: __typename ... on Card { name }'),
    receives(data('a', { onFind: { __typename: 'Card', name: 'a' } })),
  ),
  transcript(
    'ABSTRACT-message-unselected',
    SAME_WORDS,
    'sends no message with a union value when the mutation did not select its `__typename`',
    ...subscribes('a', ON_FIND),
    finds('... on Card { name }'),
  ),
  transcript(
    'ABSTRACT-message-nested',
    SAME_WORDS,
    'sends no message with a nested union value when the mutation did not select its `__typename`',
    ...subscribes('a', 'subscription { onPack { label content { ... on Card { name } } } }'),
    ...subscribes('b', 'subscription { onPack { label } }'),
    {
      mutates:
        'mutation ($v: AWSJSON) { pack(value: $v) { label content { ... on Card { name } } } }',
      variables: { v: '{"label":"l","content":{"__typename":"Card","name":"a"}}' },
    },
    receives(data('b', { onPack: { label: 'l' } })),
  ),
  transcript(
    'ABSTRACT-message-refused',
    unconfirmed('there is no result to publish'),
    'publishes nothing for a mutation that it refuses as a whole',
    ...subscribes('a', 'subscription { onPack { label } }'),
    {
      mutates:
        'mutation ($v: AWSJSON) { pack(value: $v) { label content { ... on Card { name } } } }',
      variables: { v: '{"label":"l","content":{"name":"a"}}' },
      status: 400,
      answer: { errors: [{ errorType: 'BadRequestException', message: COULD_NOT }] },
    },
  ),
];

export const abstractTypes: Area = {
  title: 'Unions and interfaces',
  behaviours: [...untyped, ...places, ...typed, ...messages],
};
