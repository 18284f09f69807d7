import { expect } from 'vitest';
import { documented, GUIDE, recorded, type Area, type Behaviour, type Source } from './behaviour';
import { asked, givenDefinition } from './given';

const PAGE = documented(
  `${GUIDE}resolver-context-reference-js.html#aws-appsync-resolver-context-reference-info-js`,
);
const community = (issue: number): Source =>
  recorded(`https://github.com/aws/aws-appsync-community/issues/${issue}`);

/** Reports the selection that it receives in the error that it appends. */
const telling = (result: string) => ({
  source: 'none',
  code: `
    import { util } from '@aws-appsync/utils';
    export function request(ctx) {
      const { selectionSetList, selectionSetGraphQL } = ctx.info;
      util.appendError('seen', null, null, { list: selectionSetList, graphql: selectionSetGraphQL });
      return { payload: ${result} };
    }
    export function response(ctx) { return ctx.result; }
  `,
});

const given = givenDefinition({
  schema: `
    type Query { post: Post, posts: [Post], named: Named, either: Either, text: String }
    interface Named { name(upper: Boolean): String }
    type Post implements Named {
      id: ID
      name(upper: Boolean): String
      author: Author
      either: Either
      named: Named
      told: Post
    }
    type Author implements Named { id: ID, name(upper: Boolean): String, posts: [Post] }
    union Either = Post | Author
  `,
  resolvers: {
    'Query.post': telling('{}'),
    'Query.posts': telling('[{}]'),
    'Query.named': telling("{ __typename: 'Post' }"),
    'Query.either': telling("{ __typename: 'Post' }"),
    'Query.text': telling("'a'"),
    'Post.told': telling('{}'),
  },
});

const sees = (query: string, seen: { list?: readonly string[]; graphql?: string }) =>
  asked(query, {
    data: expect.anything() as unknown,
    errors: [
      expect.objectContaining({
        message: 'seen',
        errorInfo: expect.objectContaining(seen) as unknown,
      }) as unknown,
    ],
  });

type Paths = readonly [
  name: string,
  says: string,
  query: string,
  list: readonly string[],
  source?: Source,
];

const lists: readonly Paths[] = [
  ['flat', 'the fields in the order of the document', '{ post { name id } }', ['name', 'id']],
  [
    'nested',
    'paths with slashes, each parent before its children',
    '{ post { author { name posts { id } } id } }',
    ['author', 'author/name', 'author/posts', 'author/posts/id', 'id'],
  ],
  [
    'alias',
    'an alias in place of the name',
    '{ post { writer: author { called: name } } }',
    ['writer', 'writer/called'],
  ],
  [
    'repeated',
    'a repeated field once, with both of its selections',
    '{ post { author { name } author { name id } } }',
    ['author', 'author/name', 'author/id'],
  ],
  [
    'field-twice',
    'the selections of a resolved field that the document repeats',
    '{ post { id } post { name } }',
    ['id', 'name'],
  ],
  [
    'fragment',
    'the fields of a fragment at its spread',
    '{ post { id ...F } } fragment F on Post { author { name } }',
    ['id', 'author', 'author/name'],
  ],
  [
    'fragments-nested',
    'the fields of a fragment in a fragment',
    '{ post { ...F } } fragment F on Post { author { ...G } } fragment G on Author { name }',
    ['author', 'author/name'],
  ],
  [
    'inline-fragment',
    'the fields of an inline fragment',
    '{ post { id ... on Post { name } } }',
    ['id', 'name'],
  ],
  [
    'inline-fragment-untyped',
    'the fields of an inline fragment without a type',
    '{ post { id ... { name } } }',
    ['id', 'name'],
  ],
  [
    'fragment-on-interface',
    'the fields of a fragment on an interface of the type',
    '{ post { id ... on Named { name } } }',
    ['id', 'name'],
  ],
  ['typename', '`__typename` like any field', '{ post { __typename id } }', ['__typename', 'id']],
  ['leaf', 'nothing for a field without a selection', '{ text }', []],
  [
    'elements',
    'the selection on the elements of a list',
    '{ posts { id author { name } } }',
    ['id', 'author', 'author/name'],
  ],
  [
    'union',
    'nothing for a union with selections only on its types',
    '{ either { ... on Post { id } ... on Author { name } } }',
    [],
    community(358),
  ],
  [
    'interface',
    'only the fields of an interface itself',
    '{ named { name ... on Author { posts { id } } } }',
    ['name'],
  ],
  [
    'union-below',
    'a nested union without the selections on its types',
    '{ post { either { ... on Author { name } } id } }',
    ['either', 'id'],
  ],
  [
    'interface-below',
    'a nested interface with only its own fields',
    '{ post { named { name ... on Author { posts { id } } } } }',
    ['named', 'named/name'],
  ],
];

const inList: Behaviour[] = lists.map(([name, says, query, list, source = PAGE]) => ({
  id: `SELECTION-list-${name}`,
  says: `lists ${says}`,
  source,
  given,
  ...sees(query, { list }),
}));

type Text = readonly [name: string, says: string, query: string, graphql: string, source?: Source];

const texts: readonly Text[] = [
  [
    'nested',
    'the selection with one field per line',
    '{ post { id author { name } } }',
    '{\n  id\n  author {\n    name\n  }\n}',
  ],
  [
    'arguments',
    'arguments and aliases',
    '{ post { n: name(upper: true) } }',
    '{\n  n: name(upper: true)\n}',
  ],
  [
    'fragments',
    'fragment spreads without the contents of the fragments',
    '{ post { ...F author { ...G } id } } fragment F on Post { name } fragment G on Author { name }',
    '{\n  ...F\n  author {\n    ...G\n  }\n  id\n}',
    community(142),
  ],
];

const asText: Behaviour[] = texts.map(([name, says, query, graphql, source = PAGE]) => ({
  id: `SELECTION-text-${name}`,
  says: `passes ${says} as GraphQL text`,
  source,
  given,
  ...sees(query, { graphql }),
}));

const abstract: Behaviour[] = [
  {
    id: 'SELECTION-union-typename',
    says: 'reads the type of a union from the `__typename` of its value',
    source: documented(`${GUIDE}interfaces-and-unions.html`),
    given,
    ...asked('{ either { __typename ... on Post { id } ... on Author { name } } }', {
      data: { either: { __typename: 'Post', id: null } },
      errors: expect.any(Array) as unknown,
    }),
  },
  {
    id: 'SELECTION-interface-typename',
    says: 'reads the type of an interface from the `__typename` of its value',
    source: documented(`${GUIDE}interfaces-and-unions.html`),
    given,
    ...asked('{ named { name ... on Post { id } ... on Author { posts { id } } } }', {
      data: { named: { name: null, id: null } },
      errors: expect.any(Array) as unknown,
    }),
  },
  {
    id: 'SELECTION-resolver-of-object',
    says: 'runs the resolvers of the actual type of a union',
    source: documented(`${GUIDE}interfaces-and-unions.html`),
    given,
    ...asked('{ either { ... on Post { told { id } } } }', {
      data: { either: { told: { id: null } } },
      errors: [
        expect.objectContaining({ path: ['either'] }),
        expect.objectContaining({ path: ['either', 'told'] }),
      ],
    }),
  },
];

const directives: Behaviour[] = [
  {
    id: 'SELECTION-skip',
    says: 'does not resolve a field that a directive skips',
    source: documented('https://spec.graphql.org/October2021/#sec--skip'),
    given,
    ...asked(
      'query ($no: Boolean!) { text post @skip(if: $no) { id } }',
      { data: { text: 'a' }, errors: [expect.objectContaining({ path: ['text'] })] },
      { no: true },
    ),
  },
  {
    id: 'SELECTION-include',
    says: 'does not resolve a field that a directive does not include',
    source: documented('https://spec.graphql.org/October2021/#sec--include'),
    given,
    ...asked(
      'query ($no: Boolean!) { text post @include(if: $no) { id } }',
      { data: { text: 'a' }, errors: [expect.objectContaining({ path: ['text'] })] },
      { no: false },
    ),
  },
];

const UTIL = documented(`${GUIDE}built-in-util-js.html`);

/** A resolver that raises an error with data. */
const failing = givenDefinition({
  schema: `
    type Query { post: Post posts: [Post] text: String }
    type Post { id: ID secret: String next: Post }
  `,
  resolvers: Object.fromEntries(
    (
      [
        ['post', "{ id: '1', secret: 's', next: { id: '2', secret: 's' } }"],
        ['posts', "[{ id: '1', secret: 's' }]"],
        ['text', "{ id: '1' }"],
      ] as const
    ).map(([field, data]) => [
      `Query.${field}`,
      {
        source: 'none',
        code: `
          import { util } from '@aws-appsync/utils';
          export function request() { util.error('m', 'T', ${data}, { secret: 's' }); }
          export function response() {}
        `,
      },
    ]),
  ),
});

const failed = (field: string, data: unknown) => ({
  data: { [field]: null },
  errors: [expect.objectContaining({ path: [field], data, errorInfo: { secret: 's' } })],
});

const errorData: Behaviour[] = [
  {
    id: 'SELECTION-error-data',
    says: "filters an error's data by the client's selection, and returns its errorInfo in full",
    source: UTIL,
    given: failing,
    ...asked('{ post { id next { id } } }', failed('post', { id: '1', next: { id: '2' } })),
  },
  {
    id: 'SELECTION-error-data-fragment',
    says: "follows fragments when it filters an error's data",
    source: UTIL,
    given: failing,
    ...asked(
      '{ post { ... on Post { id } ...f } } fragment f on Post { next { id } }',
      failed('post', { id: '1', next: { id: '2' } }),
    ),
  },
  {
    id: 'SELECTION-error-data-list',
    says: "filters each element of a list in an error's data",
    source: UTIL,
    given: failing,
    ...asked('{ posts { id } }', failed('posts', [{ id: '1' }])),
  },
  {
    id: 'SELECTION-error-data-leaf',
    says: "returns an error's data in full for a field without a selection",
    source: UTIL,
    given: failing,
    ...asked('{ text }', failed('text', { id: '1' })),
  },
];

export const selection: Area = {
  title: 'Selection',
  behaviours: [...inList, ...asText, ...abstract, ...directives, ...errorData],
};
