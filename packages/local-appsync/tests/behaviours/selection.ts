import { expect } from 'vitest';
import { documented, GUIDE, recorded, type Area, type Behaviour, type Source } from './behaviour';
import { asked, givenDefinition } from './given';

const PAGE = documented(
  `${GUIDE}resolver-context-reference-js.html#aws-appsync-resolver-context-reference-info-js`,
);
const community = (issue: number): Source =>
  recorded(`https://github.com/aws/aws-appsync-community/issues/${issue}`);

/** Tells what it sees of the selection in the error that it appends. */
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
    'a field once that is selected twice, with what both ask for',
    '{ post { author { name } author { name id } } }',
    ['author', 'author/name', 'author/id'],
  ],
  [
    'field-twice',
    'what a field asks for that stands in the document twice',
    '{ post { id } post { name } }',
    ['id', 'name'],
  ],
  [
    'fragment',
    'the fields of a fragment where it is spread',
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
    'the fields of a fragment without a name',
    '{ post { id ... on Post { name } } }',
    ['id', 'name'],
  ],
  [
    'inline-fragment-untyped',
    'the fields of a fragment without name and type',
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
  ['leaf', 'nothing for a field without fields', '{ text }', []],
  [
    'elements',
    'what is asked of the elements of a list',
    '{ posts { id author { name } } }',
    ['id', 'author', 'author/name'],
  ],
  [
    'union',
    'nothing of a union whose types are selected from',
    '{ either { ... on Post { id } ... on Author { name } } }',
    [],
    community(358),
  ],
  [
    'interface',
    'of an interface its own fields alone',
    '{ named { name ... on Author { posts { id } } } }',
    ['name'],
  ],
  [
    'union-below',
    'a union further down without what is selected from its types',
    '{ post { either { ... on Author { name } } id } }',
    ['either', 'id'],
  ],
  [
    'interface-below',
    'an interface further down with its own fields alone',
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
    'the selection, each field on a line',
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
    'fragments as they are spread, and not what is in them',
    '{ post { ...F author { ...G } id } } fragment F on Post { name } fragment G on Author { name }',
    '{\n  ...F\n  author {\n    ...G\n  }\n  id\n}',
    community(142),
  ],
];

const asText: Behaviour[] = texts.map(([name, says, query, graphql, source = PAGE]) => ({
  id: `SELECTION-text-${name}`,
  says: `writes as GraphQL ${says}`,
  source,
  given,
  ...sees(query, { graphql }),
}));

const abstract: Behaviour[] = [
  {
    id: 'SELECTION-union-typename',
    says: 'takes the type of a union from `__typename` of the value',
    source: documented(`${GUIDE}interfaces-and-unions.html`),
    given,
    ...asked('{ either { __typename ... on Post { id } ... on Author { name } } }', {
      data: { either: { __typename: 'Post', id: null } },
      errors: expect.any(Array) as unknown,
    }),
  },
  {
    id: 'SELECTION-interface-typename',
    says: 'takes the type of an interface from `__typename` of the value',
    source: documented(`${GUIDE}interfaces-and-unions.html`),
    given,
    ...asked('{ named { name ... on Post { id } ... on Author { posts { id } } } }', {
      data: { named: { name: null, id: null } },
      errors: expect.any(Array) as unknown,
    }),
  },
  {
    id: 'SELECTION-resolver-of-object',
    says: 'runs the resolvers of the type that a union turns out to be',
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
    says: 'does not resolve what a directive skips',
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
    says: 'does not resolve what a directive does not include',
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
    says: "shows of an error's data what the client selected, and its errorInfo whole",
    source: UTIL,
    given: failing,
    ...asked('{ post { id next { id } } }', failed('post', { id: '1', next: { id: '2' } })),
  },
  {
    id: 'SELECTION-error-data-fragment',
    says: "follows fragments into an error's data",
    source: UTIL,
    given: failing,
    ...asked(
      '{ post { ... on Post { id } ...f } } fragment f on Post { next { id } }',
      failed('post', { id: '1', next: { id: '2' } }),
    ),
  },
  {
    id: 'SELECTION-error-data-list',
    says: "goes through the elements of an error's data",
    source: UTIL,
    given: failing,
    ...asked('{ posts { id } }', failed('posts', [{ id: '1' }])),
  },
  {
    id: 'SELECTION-error-data-leaf',
    says: 'shows all of it for a field without a selection',
    source: UTIL,
    given: failing,
    ...asked('{ text }', failed('text', { id: '1' })),
  },
];

export const selection: Area = {
  title: 'Selection',
  behaviours: [...inList, ...asText, ...abstract, ...directives, ...errorData],
};
