import { expect, it } from 'vitest';
import { ask, givenApi } from './givenApi';

const api = givenApi({
  schema: `
    type Query { info: Info, list: [Info] }
    type Info { list: [String!]! graphql: String! nested: Info name(upper: Boolean): String }
  `,
  resolvers: Object.fromEntries(
    ['info', 'list'].map((field) => [
      `Query.${field}`,
      {
        source: 'none',
        code: `
          export function request(ctx) {
            const { selectionSetList, selectionSetGraphQL } = ctx.info;
            const info = { list: selectionSetList, graphql: selectionSetGraphQL };
            return { payload: ${field === 'list' ? '[info, info]' : 'info'} };
          }
          export function response(ctx) { return ctx.result; }
        `,
      },
    ]),
  ),
});

/** https://docs.aws.amazon.com/appsync/latest/devguide/resolver-context-reference-js.html#info */
const paths: [id: string, selection: string, list: string[]][] = [
  [
    'SELECTION-1: paths with slashes, parents first',
    '{ list nested { name nested { name } } }',
    ['list', 'nested', 'nested/name', 'nested/nested', 'nested/nested/name'],
  ],
  [
    'SELECTION-2: an alias in place of the name',
    '{ list other: nested { n: name } }',
    ['list', 'other', 'other/n'],
  ],
  [
    'SELECTION-3: fragments merged',
    '{ list ...F ... on Info { graphql } nested { name } }',
    ['list', 'nested', 'nested/graphql', 'graphql', 'nested/name'],
  ],
];

it.each(paths)('%s', async (_, selection, list) => {
  const fragment = selection.includes('...F') ? 'fragment F on Info { nested { graphql } }' : '';
  const { data } = await ask(api, `{ info ${selection} } ${fragment}`);
  expect(data).toMatchObject({ info: { list } });
});

it('SELECTION-4: the same for every element of a list', async () => {
  const { data } = await ask(api, '{ list { list name(upper: true) } }');
  expect(data).toMatchObject({ list: [{ list: ['list', 'name'] }, { list: ['list', 'name'] }] });
});

it('SELECTION-5: and as GraphQL', async () => {
  const { data } = await ask(api, '{ info { graphql n: name(upper: true) } }');
  expect(data).toMatchObject({ info: { graphql: '{\n  graphql\n  n: name(upper: true)\n}' } });
});
