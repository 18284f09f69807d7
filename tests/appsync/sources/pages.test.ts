import { describe, expect, it } from 'vitest';
import { givenTables, keyOf, put } from './givenTables';

const { client, source } = await givenTables();

interface Page {
  items: Record<string, unknown>[];
  nextToken: string | null;
  scannedCount: number;
}

const NAMES = ['a', 'b', 'c', 'd', 'e'];
await Promise.all(
  NAMES.map((sk, i) =>
    put(client, 'p', sk, { n: i, gsi1pk: 'index', gsi1sk: String(9 - i), other: 'x' }),
  ),
);

const byPartition = { expression: 'pk = :pk', expressionValues: { ':pk': { S: 'p' } } };

async function page(request: object, binding = 'Query.one'): Promise<Page> {
  const { result, error } = await source.invoke(
    { operation: 'Query', query: byPartition, ...request },
    binding,
  );
  if (error) throw new Error(`${error.type}: ${error.message}`);
  return result as Page;
}

const keysOf = ({ items }: Page) => items.map(({ sk }) => sk);

const QUERY =
  'https://docs.aws.amazon.com/appsync/latest/devguide/js-aws-appsync-resolver-reference-dynamodb-query.html';

describe(`Query (${QUERY})`, () => {
  it('answers items, their count and no token at the end', async () => {
    const all = await page({});
    expect(keysOf(all)).toEqual(NAMES);
    expect([all.nextToken, all.scannedCount]).toEqual([null, 5]);
  });

  it('goes backwards and through an index', async () => {
    expect(keysOf(await page({ scanIndexForward: false }))).toEqual([...NAMES].reverse());
    const query = { expression: 'gsi1pk = :pk', expressionValues: { ':pk': { S: 'index' } } };
    expect(keysOf(await page({ index: 'gsi1', query }))).toEqual([...NAMES].reverse());
  });

  it('counts limit before the filter', async () => {
    const filter = { expression: 'n > :n', expressionValues: { ':n': { N: 1 } } };
    const first = await page({ limit: 3, filter });
    expect([keysOf(first), first.scannedCount]).toEqual([['c'], 3]);
  });

  it('refuses the token of another partition', async () => {
    const { nextToken } = await page({ limit: 2 });
    const of = (pk: string) => ({
      nextToken,
      query: {
        expression: '#pk = :pk',
        expressionNames: { '#pk': 'pk' },
        expressionValues: { ':pk': { S: pk } },
      },
    });
    expect(keysOf(await page(of('p')))).toEqual(['c', 'd', 'e']);
    await expect(page(of('other'))).rejects.toThrow(
      'DynamoDB:DynamoDbException: The provided starting key is outside query boundaries',
    );
  });

  it('takes a projection with SPECIFIC_ATTRIBUTES alone', async () => {
    const projection = { expression: '#s', expressionNames: { '#s': 'sk' } };
    const { items } = await page({ projection, select: 'SPECIFIC_ATTRIBUTES', limit: 1 });
    expect(items).toEqual([{ sk: 'a' }]);
    await expect(page({ projection })).rejects.toThrow('Cannot specify the ProjectionExpression');
  });

  it('takes null for what is not given', async () => {
    expect(keysOf(await page({ nextToken: null, limit: null, filter: null, index: null }))).toEqual(
      NAMES,
    );
  });
});

describe(`nextToken (${QUERY}; AppSync encrypts it)`, () => {
  it('leads through all pages', async () => {
    const seen: unknown[] = [];
    let nextToken: string | null = null;
    do {
      const next: Page = await page({ limit: 2, nextToken });
      seen.push(...keysOf(next));
      nextToken = next.nextToken;
    } while (nextToken);
    expect(seen).toEqual(NAMES);
  });

  it('tells nothing', async () => {
    const { nextToken } = await page({ limit: 2 });
    const bytes = Buffer.from(nextToken ?? '', 'base64').toString('latin1');
    expect(bytes).not.toContain('pk');
    expect((await page({ limit: 2 })).nextToken).not.toBe(nextToken);
  });

  it('is of no use to another resolver (recorded: aws-amplify/amplify-cli#3411)', async () => {
    const { nextToken } = await page({ limit: 2 });
    await expect(page({ limit: 2, nextToken }, 'Query.other')).rejects.toThrow(
      'DynamoDB:UserIllegalArgumentException: com.amazonaws.deepdish.common.pagination.' +
        'InvalidPaginationTokenException: Invalid pagination token given.',
    );
  });

  it.each(['', 'abc', '{"pk":"p"}', 'A'.repeat(60)])('%s is none', async (nextToken) => {
    await expect(page({ nextToken })).rejects.toThrow('Invalid pagination token given.');
  });

  it('cannot be changed', async () => {
    const { nextToken } = await page({ limit: 2 });
    const bytes = Buffer.from(nextToken ?? '', 'base64');
    bytes[bytes.length - 1]! ^= 1;
    await expect(page({ nextToken: bytes.toString('base64') })).rejects.toThrow(
      'Invalid pagination token given.',
    );
  });
});

describe('Scan (https://docs.aws.amazon.com/appsync/latest/devguide/js-aws-appsync-resolver-reference-dynamodb-scan.html)', () => {
  it('pages through the table', async () => {
    const filter = { expression: 'n >= :n', expressionValues: { ':n': { N: 3 } } };
    const all = await page({ operation: 'Scan', query: null, filter });
    expect(keysOf(all).sort()).toEqual(['d', 'e']);
    expect([all.nextToken, all.scannedCount]).toEqual([null, 5]);
    const first = await page({ operation: 'Scan', query: null, limit: 3 });
    const second = await page({ operation: 'Scan', query: null, nextToken: first.nextToken });
    expect([...keysOf(first), ...keysOf(second)].sort()).toEqual(NAMES);
  });
});

it('a page of another key is not made of a sealed one', async () => {
  const { result } = await source.invoke({ operation: 'GetItem', key: keyOf('p') }, 'x');
  expect(result).toMatchObject({ n: 0 });
});
