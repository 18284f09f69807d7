import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { randomBytes } from 'node:crypto';
import { expect } from 'vitest';
import { dynamoDbSource } from '../../../../src/sources/dynamodb';
import { noneSource } from '../../../../src/sources/none';
import {
  documented,
  recorded,
  unconfirmed,
  type Area,
  type Behaviour,
  type Exchange,
  type Given,
} from '../../behaviour';
import { asked, givenDefinition } from '../../given';
import { ANSWER, asks, fails, gives, refuses, type Answer } from '../answers';
import { connect, createTables, lagging } from './database';
import { ACTIONS, DYNAMODB_EXCEPTION, keyOf, reference, said } from './given';

const NAMES = ['a', 'b', 'c', 'd', 'e'];
const BACKWARDS = [...NAMES].reverse();

const RAW = `
  export function request(ctx) { return JSON.parse(ctx.args.request); }
  ${ANSWER}
`;

/** Two items after those of the parent, and the token of the next page. */
const twoAfter = (operation: string, token: string): string => `
  import { util } from '@aws-appsync/utils';
  import * as ddb from '@aws-appsync/utils/dynamodb';
  export function request(ctx) {
    return ddb.${operation}({
      ${operation === 'query' ? "query: { pk: { eq: 'shelf' } }," : ''}
      limit: 2,
      nextToken: ${token},
    });
  }
  export function response(ctx) {
    if (ctx.error) util.error(ctx.error.message, ctx.error.type);
    const { items, nextToken } = ctx.result;
    return { names: items.map((item) => item.sk), nextToken };
  }
`;

const none = (value: string) => ({
  source: 'none',
  code: `
    import { util } from '@aws-appsync/utils';
    export function request(ctx) { return { payload: null }; }
    export function response(ctx) { return ${value}; }
  `,
});

/** A function of a pipeline that appends the names of one page. */
const page = (name: string) => ({
  name,
  source: 'things',
  code: `
    import { util } from '@aws-appsync/utils';
    import * as ddb from '@aws-appsync/utils/dynamodb';
    export function request(ctx) {
      return ddb.query({
        query: { pk: { eq: 'shelf' } }, limit: 2, nextToken: ctx.prev.result.nextToken,
      });
    }
    export function response(ctx) {
      if (ctx.error) util.error(ctx.error.message, ctx.error.type);
      const { items, nextToken } = ctx.result;
      return { names: [...ctx.prev.result.names, ...items.map((item) => item.sk)], nextToken };
    }
  `,
});

const AROUND = `
  export function request(ctx) { return { names: [] }; }
  export function response(ctx) { return ctx.prev.result.names; }
`;

/** A shelf of five items, a to e, with fields that lead from one page to the next. */
const shelf: Given = async () => {
  const client = await connect();
  const things = `${await createTables(client)}Things`;
  for (const [i, sk] of NAMES.entries()) {
    const place = { gsi1pk: { S: 'index' }, gsi1sk: { S: String(9 - i) } };
    const Item = { ...keyOf('shelf', sk), ...place, n: { N: String(i) } };
    await client.send(new PutItemCommand({ TableName: things, Item }));
  }
  const options = {
    tableName: things,
    permissions: { [things]: { actions: ACTIONS, indexes: { gsi1: ACTIONS } } },
    nextTokenKey: randomBytes(32),
  };
  return givenDefinition({
    schema: `
      type Query {
        ask(request: String!): AWSJSON
        askLagging(request: String!): AWSJSON
        start: Page
        walk: [String]
        cross: [String]
      }
      type Page {
        names: [String]
        nextToken: String
        next: Page
        scan: Page
        other: Page
        changed: Page
        reveals: Boolean
      }
    `,
    sources: {
      none: noneSource,
      things: dynamoDbSource({ client, ...options }),
      lagging: dynamoDbSource({ client: await lagging(), ...options }),
    },
    resolvers: {
      'Query.ask': { source: 'things', code: RAW },
      'Query.askLagging': { source: 'lagging', code: RAW },
      'Query.start': none('{}'),
      'Query.walk': { code: AROUND, functions: [page('page'), page('page'), page('page')] },
      'Query.cross': { code: AROUND, functions: [page('page'), page('otherPage')] },
      'Page.next': { source: 'things', code: twoAfter('query', 'ctx.source.nextToken') },
      'Page.other': { source: 'things', code: twoAfter('query', 'ctx.source.nextToken') },
      'Page.changed': { source: 'things', code: twoAfter('query', "'A' + ctx.source.nextToken") },
      'Page.scan': { source: 'things', code: twoAfter('scan', 'ctx.source.nextToken') },
      'Page.reveals': none("util.base64Decode(ctx.source.nextToken).indexOf('shelf') >= 0"),
    },
  })();
};

const query = (more: object, answer: Answer, field = 'ask'): Exchange =>
  asks(
    field,
    {
      operation: 'Query',
      query: { expression: 'pk = :pk', expressionValues: { ':pk': { S: 'shelf' } } },
      ...more,
    },
    answer,
  );

const scan = (more: object, answer: Answer, field = 'ask'): Exchange =>
  asks(field, { operation: 'Scan', ...more }, answer);

/** A page of items by name, in order. */
const shows = (
  names: readonly string[],
  {
    nextToken = null,
    scannedCount = names.length,
  }: { nextToken?: unknown; scannedCount?: number } = {},
): Answer =>
  gives({
    items: names.map((sk) => expect.objectContaining({ sk })),
    nextToken,
    scannedCount,
  });

/** The same in any order, because a scan has none. */
const showsAny = (names: readonly string[], scannedCount = names.length): Answer =>
  gives({
    items: expect.toSatisfy(
      (items: { sk: string }[]) =>
        items
          .map(({ sk }) => sk)
          .sort()
          .join() === names.join(),
    ),
    nextToken: null,
    scannedCount,
  });

const MORE: unknown = expect.any(String);

const INVALID_TOKEN =
  'com.amazonaws.deepdish.common.pagination.InvalidPaginationTokenException: ' +
  'Invalid pagination token given.';
const TOKEN_RECORDED = recorded('https://github.com/aws-amplify/amplify-cli/issues/3411');

const TOKEN_ALIKE = unconfirmed(`the message is that in ${TOKEN_RECORDED.at} for another resolver`);

const QUERY = documented(reference('query'));
const SCAN = documented(reference('scan'));
const DYNAMODB_QUERY = documented(
  'https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Query.html',
);

type Case = Omit<Behaviour, 'given'>;

const queries: Case[] = [
  {
    id: 'DYNAMODB-query-all',
    says: 'returns items, the number of scanned items, and a null token on the last page',
    source: QUERY,
    exchanges: [query({}, shows(NAMES))],
  },
  {
    id: 'DYNAMODB-query-none',
    says: 'returns an empty list when a query finds nothing',
    source: QUERY,
    exchanges: [
      query(
        { query: { expression: 'pk = :pk', expressionValues: { ':pk': { S: 'nowhere' } } } },
        shows([]),
      ),
    ],
  },
  {
    id: 'DYNAMODB-query-forward',
    says: 'queries in the order of the sort key, and in reverse when scanIndexForward is false',
    source: QUERY,
    exchanges: [
      query({ scanIndexForward: true }, shows(NAMES)),
      query({ scanIndexForward: false }, shows(BACKWARDS)),
    ],
  },
  {
    id: 'DYNAMODB-query-index',
    says: "queries an index in the order of the index's sort key",
    source: QUERY,
    exchanges: [
      query(
        {
          index: 'gsi1',
          query: { expression: 'gsi1pk = :pk', expressionValues: { ':pk': { S: 'index' } } },
        },
        shows(BACKWARDS),
      ),
    ],
  },
  {
    id: 'DYNAMODB-query-limit',
    says: 'scans as many items as the limit specifies, before the filter',
    source: QUERY,
    exchanges: [
      query(
        {
          limit: 3,
          filter: { expression: 'n > :n', expressionValues: { ':n': { N: 1 } } },
        },
        shows(['c'], { nextToken: MORE, scannedCount: 3 }),
      ),
    ],
  },
  {
    id: 'DYNAMODB-query-limit-zero',
    says: 'fails a query with a limit of zero',
    source: DYNAMODB_QUERY,
    exchanges: [query({ limit: 0 }, fails(DYNAMODB_EXCEPTION, said('.*[Ll]imit.*')))],
  },
  {
    id: 'DYNAMODB-query-filter',
    says: 'omits items that a filter excludes, and counts them as scanned',
    source: documented(reference('filter')),
    exchanges: [
      query(
        {
          filter: {
            expression: '#n = :n',
            expressionNames: { '#n': 'n' },
            expressionValues: { ':n': { N: '1.0' } },
          },
        },
        shows(['b'], { scannedCount: 5 }),
      ),
    ],
  },
  {
    id: 'DYNAMODB-query-projection',
    says: 'returns the attributes of a projection with select SPECIFIC_ATTRIBUTES',
    source: documented(reference('projections')),
    exchanges: [
      query(
        {
          limit: 1,
          select: 'SPECIFIC_ATTRIBUTES',
          projection: { expression: '#s', expressionNames: { '#s': 'sk' } },
        },
        gives({ items: [{ sk: 'a' }], nextToken: MORE, scannedCount: 1 }),
      ),
    ],
  },
  {
    id: 'DYNAMODB-query-projection-select',
    says: 'fails a projection with no select or another select',
    source: unconfirmed(
      `${reference('projections')} selects SPECIFIC_ATTRIBUTES in its sample; a report says that this is required`,
    ),
    exchanges: [
      query(
        { projection: { expression: 'sk' } },
        fails(
          DYNAMODB_EXCEPTION,
          said('Cannot specify the ProjectionExpression when choosing to get ALL_ATTRIBUTES'),
        ),
      ),
      query(
        { projection: { expression: 'sk' }, select: 'ALL_ATTRIBUTES' },
        fails(
          DYNAMODB_EXCEPTION,
          said('Cannot specify the ProjectionExpression when choosing to get ALL_ATTRIBUTES'),
        ),
      ),
    ],
  },
  {
    id: 'DYNAMODB-query-select-count',
    says: 'does not support select COUNT, unlike DynamoDB',
    source: unconfirmed(`not one of the documented values (${QUERY.at})`),
    exchanges: [query({ select: 'COUNT' }, refuses("Value for field '$[select]' not valid."))],
  },
  {
    id: 'DYNAMODB-query-null',
    says: 'accepts null for every optional part of a query',
    source: unconfirmed('the tutorials pass null as the next token of the first page'),
    exchanges: [
      query(
        { nextToken: null, limit: null, filter: null, index: null, select: null },
        shows(NAMES),
      ),
    ],
  },
  {
    id: 'DYNAMODB-query-eventual',
    says: 'queries with eventual consistency by default',
    source: QUERY,
    exchanges: [
      query({}, shows([]), 'askLagging'),
      query({ consistentRead: true }, shows(NAMES), 'askLagging'),
    ],
  },
  {
    id: 'DYNAMODB-query-index-consistent',
    says: 'fails a strongly consistent query of a global index',
    source: DYNAMODB_QUERY,
    exchanges: [
      query(
        {
          index: 'gsi1',
          consistentRead: true,
          query: { expression: 'gsi1pk = :pk', expressionValues: { ':pk': { S: 'index' } } },
        },
        fails(
          DYNAMODB_EXCEPTION,
          said('Consistent reads are not supported on global secondary indexes'),
        ),
      ),
    ],
  },
  {
    id: 'DYNAMODB-query-between',
    says: 'fails with DynamoDbException for a range that ends before it starts',
    source: recorded(
      'https://github.com/hummingbot/hummingbot, test/hummingbot/connector/exchange/polkadex/test_polkadex_exchange.py',
    ),
    exchanges: [
      query(
        {
          query: {
            expression: 'pk = :pk AND sk BETWEEN :b AND :a',
            expressionValues: { ':pk': { S: 'shelf' }, ':a': { S: 'a' }, ':b': { S: 'b' } },
          },
        },
        fails(
          DYNAMODB_EXCEPTION,
          said(
            'Invalid KeyConditionExpression: The BETWEEN operator requires upper bound to be greater ' +
              'than or equal to lower bound; lower bound operand: .+, upper bound operand: .+',
          ),
        ),
      ),
    ],
  },
];

const scans: Case[] = [
  {
    id: 'DYNAMODB-scan-all',
    says: 'scans the whole table',
    source: SCAN,
    exchanges: [scan({}, showsAny(NAMES))],
  },
  {
    id: 'DYNAMODB-scan-filter',
    says: 'scans with a filter, and counts excluded items as scanned',
    source: SCAN,
    exchanges: [
      scan(
        { filter: { expression: 'n >= :n', expressionValues: { ':n': { N: 3 } } } },
        showsAny(['d', 'e'], 5),
      ),
    ],
  },
  {
    id: 'DYNAMODB-scan-segments',
    says: 'scans one segment of a table, and refuses a number of segments without a segment',
    source: SCAN,
    exchanges: [
      scan(
        { totalSegments: 1, segment: 0, filter: { expression: 'attribute_exists(n)' } },
        showsAny(NAMES),
      ),
      scan({ totalSegments: 2 }, fails(DYNAMODB_EXCEPTION, said('.*Segment.*'))),
    ],
  },
  {
    id: 'DYNAMODB-scan-index',
    says: 'scans an index',
    source: SCAN,
    exchanges: [scan({ index: 'gsi1' }, showsAny(NAMES))],
  },
  {
    id: 'DYNAMODB-scan-eventual',
    says: 'scans with eventual consistency by default',
    source: SCAN,
    exchanges: [
      scan({}, shows([]), 'askLagging'),
      scan({ consistentRead: true }, showsAny(NAMES), 'askLagging'),
    ],
  },
  {
    id: 'DYNAMODB-scan-forward',
    says: 'does not support scanIndexForward for a scan',
    source: recorded('https://github.com/little-bear-labs/aws-utils/issues/153'),
    exchanges: [
      scan({ scanIndexForward: true }, refuses("Unsupported element '$[scanIndexForward]'.")),
    ],
  },
];

const error = (path: readonly string[]) => ({
  path,
  data: null,
  errorType: 'DynamoDB:UserIllegalArgumentException',
  errorInfo: null,
  locations: [expect.anything()],
  message: INVALID_TOKEN,
});

const tokens: Case[] = [
  {
    id: 'DYNAMODB-token-query',
    says: 'pages through a query with nextToken',
    source: QUERY,
    ...asked('{ start { next { names next { names next { names nextToken } } } } }', {
      data: {
        start: {
          next: {
            names: ['a', 'b'],
            next: { names: ['c', 'd'], next: { names: ['e'], nextToken: null } },
          },
        },
      },
    }),
  },
  {
    id: 'DYNAMODB-token-scan',
    says: 'pages through a scan with nextToken',
    source: SCAN,
    ...asked('{ start { scan { names scan { names scan { names nextToken } } } } }', {
      data: {
        start: {
          scan: {
            names: [expect.any(String), expect.any(String)],
            scan: {
              names: [expect.any(String), expect.any(String)],
              scan: { names: [expect.any(String)], nextToken: null },
            },
          },
        },
      },
    }),
  },
  {
    id: 'DYNAMODB-token-function',
    says: 'accepts the nextToken of a function when that function runs again',
    source: QUERY,
    ...asked('{ walk }', { data: { walk: NAMES } }),
  },
  {
    id: 'DYNAMODB-token-other-function',
    says: 'refuses the nextToken of another function in the pipeline',
    source: TOKEN_ALIKE,
    ...asked('{ cross }', { data: { cross: null }, errors: [error(['cross'])] }),
  },
  {
    id: 'DYNAMODB-token-other-resolver',
    says: 'refuses the nextToken of another resolver, even with the same code',
    source: TOKEN_RECORDED,
    ...asked('{ start { next { names other { names } } } }', {
      data: { start: { next: { names: ['a', 'b'], other: null } } },
      errors: [error(['start', 'next', 'other'])],
    }),
  },
  {
    id: 'DYNAMODB-token-opaque',
    says: 'does not reveal the position that a nextToken encodes',
    source: unconfirmed(
      `many reports say that tokens are encrypted, but no AWS page does (${QUERY.at} describes them as opaque)`,
    ),
    ...asked('{ start { next { reveals } } }', { data: { start: { next: { reveals: false } } } }),
  },
  {
    id: 'DYNAMODB-token-changed',
    says: 'refuses a modified nextToken',
    source: TOKEN_ALIKE,
    ...asked('{ start { next { changed { names } } } }', {
      data: { start: { next: { changed: null } } },
      errors: [error(['start', 'next', 'changed'])],
    }),
  },
  ...['', 'abc', '{"pk":"shelf"}', 'A'.repeat(60)].map((nextToken, i): Case => ({
    id: `DYNAMODB-token-made-up-${i + 1}`,
    says: `refuses the nextToken \`${nextToken}\``,
    source: TOKEN_ALIKE,
    exchanges: [
      query({ nextToken }, fails('DynamoDB:UserIllegalArgumentException', INVALID_TOKEN)),
    ],
  })),
];

export const dynamodbPages: Area = {
  title: 'DynamoDB: pages',
  behaviours: [...queries, ...scans, ...tokens].map((each) => ({ ...each, given: shelf })),
};
