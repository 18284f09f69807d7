import { inspect } from 'node:util';
import type { DynamoDBRecord } from 'aws-lambda';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LOCAL_CREDENTIALS } from '../../local/config';
import { linkResources } from '../../local/resources';
import { progressRecord } from '../support/streamRecords';

const API = 'http://api.example';
const AT = '2026-11-18T12:00:00.000Z';
/** Text that the API or the network may return, and that logs must not contain. */
const PRIVATE = 'something private';

linkResources({
  url: API,
  frontendUrl: API,
  dynamoEndpoint: 'http://127.0.0.1:1',
  jwtSecret: PRIVATE,
});
vi.stubEnv('AWS_SECRET_ACCESS_KEY', `${LOCAL_CREDENTIALS.secretAccessKey} ${PRIVATE}`);
const { handler } = await import('../../functions/publishCompletion');

interface Asked {
  readonly url: string;
  readonly headers: Headers;
  readonly query: string;
  readonly variables: Record<string, { userId: string; exerciseId: string }>;
}

/** All requests to the API. */
const asked: Asked[] = [];
/** Returns the response of the API. */
let answer: (request: Asked) => Response | Promise<Response>;
const log = vi.spyOn(console, 'error');

beforeEach(() => {
  asked.length = 0;
  answer = announced;
  log.mockReset().mockImplementation(() => undefined);
  vi.stubGlobal('fetch', async (url: URL, init: RequestInit) => {
    const body = JSON.parse(String(init.body)) as Pick<Asked, 'query' | 'variables'>;
    const request = { url: String(url), headers: new Headers(init.headers), ...body };
    asked.push(request);
    return answer(request);
  });
});

afterEach(() => {
  const logged = inspect(log.mock.calls, { depth: Infinity, showHidden: true });
  expect(logged).not.toContain(PRIVATE);
  expect(logged).not.toContain('Signature=');
  expect(logged).not.toContain('USER#');
});

/** The lines that were logged. */
const lines = () => log.mock.calls.map(([line]) => JSON.parse(String(line)) as object);

const dataOf = ({ variables }: Asked) =>
  Object.fromEntries(Object.keys(variables).map((alias) => [alias, { username: PRIVATE }]));
const announced = (request: Asked) => Response.json({ data: dataOf(request) });

const completed = (count: number) =>
  Array.from({ length: count }, (_, i) => progressRecord('completed', `${i}`, 'an-exercise', AT));
const numbersOf = (records: readonly DynamoDBRecord[]) =>
  records.map(({ dynamodb }) => dynamodb!.SequenceNumber);
const deliver = async (Records: DynamoDBRecord[]) =>
  (await handler({ Records })).batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);

describe('announcing completions', () => {
  it('requests every field of each completion, in one signed request', async () => {
    expect(await deliver(completed(3))).toEqual([]);
    expect(asked).toHaveLength(1);
    const [{ url, headers, query, variables }] = asked as [Asked];
    expect(url).toBe(`${API}/graphql`);
    expect(headers.get('authorization')).toMatch(
      /^AWS4-HMAC-SHA256 Credential=local\/\d{8}\/ap-south-1\/appsync\/aws4_request/,
    );
    expect(Object.values(variables)).toEqual(
      ['0', '1', '2'].map((userId) => ({ userId, exerciseId: 'an-exercise' })),
    );
    for (const alias of Object.keys(variables)) {
      expect(query).toContain(
        `${alias}: publishCompletion(input: $${alias}) { exerciseId username avatarUrl points completedAt }`,
      );
    }
    expect(log).not.toHaveBeenCalled();
  });

  it('accepts null: the completion was announced before', async () => {
    answer = ({ variables }) =>
      Response.json({
        data: Object.fromEntries(Object.keys(variables).map((alias) => [alias, null])),
      });
    expect(await deliver(completed(3))).toEqual([]);
    expect(log).not.toHaveBeenCalled();
  });

  it('skips records without a completion', async () => {
    const [record] = completed(1) as [DynamoDBRecord];
    const { dynamodb } = record;
    const { OldImage, NewImage } = dynamodb!;
    const nothing: DynamoDBRecord[] = [
      // Started, attempted again, announced, removed.
      { eventName: 'INSERT', dynamodb: { ...dynamodb, OldImage: undefined!, NewImage: OldImage! } },
      { ...record, dynamodb: { ...dynamodb, NewImage: OldImage! } },
      {
        ...record,
        dynamodb: {
          ...dynamodb,
          OldImage: NewImage!,
          NewImage: { ...NewImage, publishedAt: { S: AT } },
        },
      },
      progressRecord('removed', '1', 'an-exercise', AT),
    ];
    expect(await deliver(nothing)).toEqual([]);
    expect(asked).toEqual([]);
    expect(await deliver([...nothing, record])).toEqual([]);
    expect(asked.map(({ variables }) => Object.keys(variables))).toEqual([['c0']]);
  });

  it('announces a completion by the first submission', async () => {
    const [{ dynamodb }] = completed(1) as [DynamoDBRecord];
    delete dynamodb!.OldImage;
    await deliver([{ eventName: 'INSERT', dynamodb: dynamodb! }]);
    expect(asked).toHaveLength(1);
  });

  it('sends concurrent requests of at most five completions', { timeout: 5_000 }, async () => {
    let all!: () => void;
    const allAreSent = new Promise<void>((resolve) => (all = resolve));
    answer = async (request) => {
      if (asked.length === 3) all();
      await allAreSent;
      return announced(request);
    };
    expect(await deliver(completed(13))).toEqual([]);
    expect(asked.map(({ variables }) => Object.keys(variables).length).sort()).toEqual([3, 5, 5]);
    const people = asked.flatMap(({ variables }) =>
      Object.values(variables).map(({ userId }) => Number(userId)),
    );
    expect(people.sort((a, b) => a - b)).toEqual(Array.from({ length: 13 }, (_, i) => i));
  });
});

describe('reporting as not announced', () => {
  const PRIVATE_ERROR = { message: PRIVATE, data: PRIVATE, errorInfo: PRIVATE };

  it.each<[string, () => Response | Promise<Response>]>([
    ['the API refuses', () => Response.json({ errors: [PRIVATE_ERROR] }, { status: 401 })],
    ['the API fails', () => new Response(PRIVATE, { status: 500 })],
    ['nothing is executed', () => Response.json({ data: null, errors: [PRIVATE_ERROR] })],
    ['the answer is no JSON', () => new Response(`<html>${PRIVATE}`)],
    ['the answer is no object', () => Response.json([PRIVATE])],
    ['errors are no list', () => Response.json({ data: { c0: null }, errors: PRIVATE })],
    ['the network fails', () => Promise.reject(new TypeError('fetch failed'))],
    ['no answer comes', () => Promise.reject(new DOMException('Too late', 'TimeoutError'))],
    [
      'the answer breaks off',
      () =>
        new Response(
          new ReadableStream({ start: (stream) => stream.error(new TypeError('terminated')) }),
        ),
    ],
  ])('every record when %s', async (_, fail) => {
    answer = fail;
    const records = completed(3);
    expect(await deliver(records)).toEqual(numbersOf(records));
    expect(lines()).toMatchObject([
      { message: 'Completions were not announced', completions: 3, error: {} },
    ]);
  });

  it('only the record that an error entry refers to', async () => {
    answer = (request) =>
      Response.json({
        data: { ...dataOf(request), c1: null },
        errors: [{ path: ['c1'], errorType: 'DynamoDB:ThrottlingException', ...PRIVATE_ERROR }],
      });
    const records = completed(3);
    expect(await deliver(records)).toEqual(numbersOf(records.slice(1, 2)));
    expect(lines()).toMatchObject([{ path: 'c1', errorType: 'DynamoDB:ThrottlingException' }]);
  });

  it('the record of an error below its field', async () => {
    answer = (request) =>
      Response.json({
        data: dataOf(request),
        errors: [{ path: ['c0', 'username'], errorType: 'MappingTemplate', ...PRIVATE_ERROR }],
      });
    const records = completed(3);
    expect(await deliver(records)).toEqual(numbersOf(records.slice(0, 1)));
  });

  it.each([
    ['without a path', {}],
    ['whose path is null', { path: null }],
    ['whose path is empty', { path: [] }],
    ['whose path is nowhere in the request', { path: ['other'] }],
  ])('every record when there is an error %s', async (_, entry) => {
    answer = (request) =>
      Response.json({
        data: dataOf(request),
        errors: [{ ...entry, errorType: 'ExecutionTimeout', ...PRIVATE_ERROR }],
      });
    const records = completed(3);
    expect(await deliver(records)).toEqual(numbersOf(records));
    expect(inspect(log.mock.calls, { depth: Infinity })).toContain('ExecutionTimeout');
  });

  it('a record that is missing in the response', async () => {
    answer = () => Response.json({ data: { c0: null, c2: null } });
    const records = completed(3);
    expect(await deliver(records)).toEqual(numbersOf(records.slice(1, 2)));
  });

  it('only the records of the failed request', async () => {
    answer = (request) =>
      Object.values(request.variables).some(({ userId }) => userId === '7')
        ? new Response(null, { status: 503 })
        : announced(request);
    const records = completed(13);
    expect(await deliver(records)).toEqual(numbersOf(records.slice(5, 10)));
  });
});
