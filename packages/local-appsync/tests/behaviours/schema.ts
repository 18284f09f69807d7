import { documented, GUIDE, recorded, unconfirmed, type Area, type Behaviour } from './behaviour';
import { answers, asked, givenDefinition } from './given';

const DIRECTIVES = recorded('https://github.com/awslabs/graphql-schema-utilities/issues/25');
const INTERFACES = recorded('https://github.com/aws/aws-appsync-community/issues/387');
const MODERN = recorded('https://github.com/sid88in/serverless-appsync-plugin/pull/468');
const SCALARS = documented(`${GUIDE}scalars.html`);
const GRAPHQL = documented('https://spec.graphql.org/October2021/#sec-Type-System');
const INTROSPECTED = unconfirmed(
  'the directives of AppSync are recorded (50417/amplify-react-graphql src/graphql/schema.json), but not whether and how it refuses others',
);

const ENUM_NULL = 'https://github.com/aws/aws-appsync-community/issues/410';
const ENUM_COMMENTS = unconfirmed(
  `reports disagree: any comment breaks it (aws/aws-appsync-community#55), or only a comment with null, true or false (${ENUM_NULL})`,
);

/** The only check with a recorded message. */
const OUTPUT_TYPE = recorded(
  'https://github.com/dabit3/graphql-api-cdk-serverless-postgres/issues/3',
);
const SAME_RULE = unconfirmed(
  'a subscription must have the type of its mutations, and this one does not; the message is our wording',
);

const refused: Behaviour[] = (
  [
    [
      'directive-definition',
      'a directive definition',
      DIRECTIVES,
      'directive @mine on OBJECT type Query { a: Int }',
      'line 1: AppSync does not support directive definitions.',
    ],
    [
      'reserved-name',
      'a type with a name that begins with AWS',
      SCALARS,
      'type Query { a: AWSThing } type AWSThing { a: Int }',
      'line 1: type names that begin with AWS are reserved.',
    ],
    [
      'custom-scalar',
      'a custom scalar',
      SCALARS,
      'scalar Mine type Query { a: Int }',
      'line 1: AppSync does not support custom scalars.',
    ],
    [
      'extension',
      'a type extension, with its line',
      MODERN,
      'type Query { a: Int }\nextend type Query { b: Int }',
      'line 2: AppSync does not support type extensions.',
    ],
    [
      'interface-of-interface',
      'an interface that implements another',
      INTERFACES,
      'interface A { a: Int } interface B implements A { a: Int } type Query { a: Int }',
      'line 1: AppSync does not support interfaces that implement interfaces.',
    ],
    [
      'one-of',
      '`@oneOf`, which it does not support',
      INTROSPECTED,
      'type Query { a(by: By!): Int }\ninput By @oneOf { id: ID name: String }',
      'line 2: Unknown directive "@oneOf".',
    ],
    [
      'specified-by',
      '`@specifiedBy`, which it does not support',
      INTROSPECTED,
      'type Query { a: Int }\ntype B @specifiedBy(url: "https://example.com") { b: Int }',
      'line 2: Unknown directive "@specifiedBy".',
    ],
    [
      'deprecated-argument',
      '`@deprecated` on an argument',
      INTROSPECTED,
      'type Query {\n  a(b: Int @deprecated): Int }',
      'line 2: AppSync does not support "@deprecated" on arguments and input fields.',
    ],
    [
      'deprecated-input-field',
      '`@deprecated` on an input field',
      INTROSPECTED,
      'type Query { a(b: B): Int }\ninput B { c: Int\n d: Int @deprecated }',
      'line 3: AppSync does not support "@deprecated" on arguments and input fields.',
    ],
    [
      'unknown-type',
      'an unknown type',
      GRAPHQL,
      'type Query { a: Nothing }',
      'Unknown type "Nothing".',
    ],
    [
      'unknown-directive',
      'an unknown directive',
      unconfirmed('AWS ignores it, if it accepts it at all'),
      'type Query { a: Int @mine }',
      'Unknown directive "@mine".',
    ],
    [
      'interface-not-kept',
      'a type that lacks a field of its interface',
      GRAPHQL,
      'interface Named { name: String } type Query implements Named { a: Int }',
      'Interface field Named.name expected but Query does not provide it.',
    ],
    [
      'subscription-type',
      'a subscription with a different type than its mutation',
      OUTPUT_TYPE,
      `type Query { a: Int }
      type Mutation { addPost: Post deletePost: String }
      type Subscription {
        onPost: Post @aws_subscribe(mutations: ["addPost", "deletePost"])
      }
      type Post { id: ID }`,
      'line 4: Subscription.onPost: The subscription has an invalid output type. It is Post, but deletePost returns String.',
    ],
    [
      'subscription-union',
      'a subscription to the types of a union, each from a separate mutation',
      recorded('https://github.com/awslabs/aws-mobile-appsync-sdk-js/issues/356'),
      `type Query { a: Int } union Either = A | B type A { a: Int } type B { b: Int }
      type Mutation { addA: A addB: B }
      type Subscription { on: Either @aws_subscribe(mutations: ["addA", "addB"]) }`,
      'The subscription has an invalid output type.',
    ],
    [
      'subscription-union-member',
      'a subscription to one type of a union that its mutation returns',
      recorded('https://github.com/aws-amplify/amplify-js/issues/2836'),
      `type Query { a: Int } union Either = A | B type A { a: Int } type B { b: Int }
      type Mutation { add: Either }
      type Subscription { on: A @aws_subscribe(mutations: ["add"]) }`,
      'The subscription has an invalid output type.',
    ],
    ...(
      [
        ['list', '[Post]', 'Post'],
        ['element-of-list', 'Post', '[Post]'],
        ['list-of-required', '[Post!]', '[Post]'],
      ] as const
    ).map(
      ([id, subscribed, mutated]) =>
        [
          `subscription-${id}`,
          `a subscription of type ${subscribed} to a mutation of type ${mutated}`,
          unconfirmed(`a different type, in the stricter interpretation (${OUTPUT_TYPE.at})`),
          `type Query { a: Int } type Post { id: ID }
          type Mutation { add: ${mutated} }
          type Subscription { on: ${subscribed} @aws_subscribe(mutations: ["add"]) }`,
          'The subscription has an invalid output type.',
        ] as const,
    ),
    [
      'subscription-unknown',
      'a subscription to an unknown mutation',
      SAME_RULE,
      `type Query { add: Int } type Mutation { put: Int }
      type Subscription { on: Int @aws_subscribe(mutations: ["put", "add"]) }`,
      'line 2: Subscription.on: the mutation "add" does not exist.',
    ],
    [
      'subscription-inherited',
      'a subscription to a mutation named like a property of every object',
      SAME_RULE,
      `type Query { a: Int } type Mutation { put: Int }
      type Subscription { on: Int @aws_subscribe(mutations: ["constructor"]) }`,
      'Subscription.on: the mutation "constructor" does not exist.',
    ],
    [
      'subscription-without-mutations',
      'a subscription when the schema has no mutations',
      SAME_RULE,
      'type Query { a: Int } type Subscription { on: Int @aws_subscribe(mutations: ["put"]) }',
      'Subscription.on: the mutation "put" does not exist.',
    ],
    [
      'subscription-to-none',
      'a subscription with an empty list of mutations',
      SAME_RULE,
      `type Query { a: Int } type Mutation { put: Int }
      type Subscription { on: Int @aws_subscribe(mutations: []) }`,
      'line 2: Subscription.on: @aws_subscribe must list at least one mutation.',
    ],
    [
      'subscription-unlisted',
      '`@aws_subscribe` without `mutations`',
      GRAPHQL,
      `type Query { a: Int } type Mutation { put: Int }
      type Subscription { on: Int @aws_subscribe }`,
      'Directive "@aws_subscribe" argument "mutations" of type "[String!]!" is required',
    ],
    [
      'subscription-no-names',
      '`@aws_subscribe` with a list of values that are not strings',
      GRAPHQL,
      `type Query { a: Int } type Mutation { put: Int }
      type Subscription { on: Int @aws_subscribe(mutations: [put]) }`,
      'Argument "mutations" has invalid value [put].',
    ],
    ...['Query', 'Mutation', 'Thing'].map(
      (type) =>
        [
          `subscription-on-${type}`,
          `\`@aws_subscribe\` on a field of ${type}`,
          SAME_RULE,
          `type Thing { a: Int ${type === 'Thing' ? 'on: Int @aws_subscribe(mutations: ["put"])' : ''} }
          type Query { a: Int ${type === 'Query' ? 'on: Int @aws_subscribe(mutations: ["put"])' : ''} }
          type Mutation { put: Int ${type === 'Mutation' ? 'on: Int @aws_subscribe(mutations: ["put"])' : ''} }`,
          `${type}.on: @aws_subscribe is only allowed on subscription fields.`,
        ] as const,
    ),
    [
      'subscription-on-interface',
      '`@aws_subscribe` on a field of an interface',
      SAME_RULE,
      `interface Thing { on: Int @aws_subscribe(mutations: ["put"]) }
      type Query { a: Int } type Mutation { put: Int }`,
      'Thing.on: @aws_subscribe is only allowed on subscription fields.',
    ],
    ...(
      [
        ['', '# The first.\nA', ENUM_COMMENTS],
        ['-null', 'A\n# null\nB', recorded(ENUM_NULL)],
        ['-true', 'A\n# It is true then.\nB', recorded(ENUM_NULL)],
        ['-beside', 'A # The first.\nB', ENUM_COMMENTS],
        ['-last', 'A\n# No more.', ENUM_COMMENTS],
      ] as const
    ).map(
      ([id, values, source]) =>
        [
          `enum-comment${id}`,
          `a comment among the values of an enum: \`${values.replaceAll('\n', '⏎')}\``,
          source,
          `type Query { a: E }\nenum E { ${values}\n}`,
          `line ${values.startsWith('A\n') ? 3 : 2}: AppSync cannot parse comments between enum values.`,
        ] as const,
    ),
    [
      'cut-off',
      'a truncated schema, with the line',
      GRAPHQL,
      'type Query {',
      'line 1: Syntax Error: Expected Name, found <EOF>.',
    ],
  ] as const
).map(([name, says, source, schema, refusal]) => ({
  id: `SCHEMA-refuses-${name}`,
  says: `refuses ${says}`,
  source,
  given: givenDefinition({ schema }),
  exchanges: [],
  refusal,
}));

const REAL_TIME = documented(`${GUIDE}aws-appsync-real-time-data.html`);

const accepted: Behaviour[] = (
  [
    ['scalars', 'AWS scalars without a definition', SCALARS, 'type Query { value: AWSDateTime }'],
    [
      'several-interfaces',
      'a type with several interfaces',
      INTERFACES,
      'interface A { value: ID } interface B { value: ID } type Query implements A & B { value: ID }',
    ],
    [
      'comments',
      'comments',
      recorded('https://github.com/sid88in/serverless-appsync-plugin/pull/639'),
      '# A comment.\ntype Query { value: ID } # Another.',
    ],
    [
      'comments-around-enum',
      'comments before and after an enum',
      recorded('https://github.com/aws/aws-appsync-community/issues/55'),
      'type Query { value: ID e: E }\n# null, or one of these.\nenum E { A B }\n# null',
    ],
    [
      'descriptions',
      'descriptions',
      MODERN,
      '"""Asks."""\ntype Query { """A value.""" value: ID }',
    ],
    [
      'subscription',
      'a subscription with the type of each of its mutations',
      REAL_TIME,
      `type Query { value: ID } type Post { id: ID }
      type Mutation { addPost: Post editPost: Post }
      type Subscription { onPost: Post @aws_subscribe(mutations: ["addPost", "editPost"]) }`,
    ],
    [
      'subscription-nullable',
      'a nullable subscription to a non-null mutation',
      REAL_TIME,
      `type Query { value: ID } type Post { id: ID }
      type Mutation { addPost: Post! }
      type Subscription { addedPost: Post @aws_subscribe(mutations: ["addPost"]) }`,
    ],
    [
      'subscription-required',
      'a non-null subscription to a nullable mutation',
      recorded('https://blog.purple-technology.com/lessons-learned-aws-appsync-subscriptions'),
      `type Query { value: ID } type Post { id: ID }
      type Mutation { addPost: Post }
      type Subscription { addedPost: Post! @aws_subscribe(mutations: ["addPost"]) }`,
    ],
    [
      'subscription-of-scalar',
      'a subscription to a list of a scalar',
      REAL_TIME,
      `type Query { value: ID } type Mutation { send: [String] }
      type Subscription { onSend: [String] @aws_subscribe(mutations: ["send"]) }`,
    ],
    [
      'subscription-of-one-name',
      'a single mutation name instead of a list',
      recorded('https://github.com/aws-amplify/amplify-cli/issues/1820'),
      `type Query { value: ID } type Mutation { send: String }
      type Subscription { onSend: String @aws_subscribe(mutations: "send") }`,
    ],
    [
      'subscription-without-directive',
      'a subscription without `@aws_subscribe`',
      unconfirmed(`the guide starts with one and names no error (${REAL_TIME.at})`),
      'type Query { value: ID } type Subscription { onSend: String }',
    ],
    [
      'defaults',
      'default values, and drops them',
      recorded('https://github.com/aws/aws-appsync-community/issues/271'),
      'input In { a: Int = 1 } type Query { value(in: In = { a: 2 }, n: Int! = 3): ID other: ID }',
      '{ value(n: 1) }',
    ],
    [
      'root-names',
      'other names for the root types',
      documented(`${GUIDE}designing-your-schema.html`),
      'schema { query: Asks } type Asks { value: ID }',
    ],
  ] as const
).map(([name, says, source, schema, query = '{ value }']) => ({
  id: `SCHEMA-takes-${name}`,
  says: `accepts ${says}`,
  source,
  given: givenDefinition({
    schema,
    resolvers: {
      [schema.includes('type Asks') ? 'Asks.value' : 'Query.value']:
        answers("'1970-01-01T00:00:00Z'"),
    },
  }),
  ...asked(query, { data: { value: '1970-01-01T00:00:00Z' } }),
}));

export const schema: Area = { title: 'Schema', behaviours: [...refused, ...accepted] };
