import { createServer } from 'node:http';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { ServerFrame } from '../../src/realtime/protocol';
import * as shape from '../../src/realtime/shape';
import { answers, ask, givenApi } from '../givenApi';

const schema = `
  type Post @aws_api_key @aws_lambda { id: ID!, title: String, draft: String @aws_lambda }
  type Query { post: Post }
  type Mutation { addPost: Post @aws_api_key @aws_lambda }
  type Subscription {
    onPost(id: ID): Post @aws_subscribe(mutations: ["addPost"]) @aws_api_key @aws_lambda
  }
`;

/** The token lists the fields that its caller may not read, after the caller's name. */
const api = givenApi({
  schema,
  resolvers: {
    'Mutation.addPost': {
      code: answers(`{ id: '1', title: 'Milk', draft: 'Two bottles' }`),
      source: 'none',
    },
  },
  auth: {
    defaultMode: 'AWS_LAMBDA',
    apiKeys: [{ key: 'da2-fixture' }],
    authorizer: {
      handler: ({ authorizationToken }) =>
        Promise.resolve({
          isAuthorized: true,
          resolverContext: { name: authorizationToken },
          deniedFields: authorizationToken.split(' ').slice(1),
        }),
    },
  },
});
const realtime = api.serveSubscriptions(createServer(), '/graphql/realtime');

/** Called once for each payload that is shaped. */
const shaped = vi.fn();
// Not among the tests that share modules, where a module that is already loaded is not mocked.
vi.mock('../../src/realtime/shape', async (original) => {
  const actual = await original<typeof shape>();
  return {
    ...actual,
    shaper(...args: Parameters<typeof actual.shaper>) {
      const shapeOne = actual.shaper(...args);
      return (payload: unknown) => {
        shaped();
        return shapeOne(payload);
      };
    },
  };
});
afterEach(() => shaped.mockClear());

const QUERY = 'subscription { onPost { id title draft } }';

/**
 * Connects and subscribes.
 *
 * @returns the events that the subscriber received, and a way to leave
 */
async function given(
  credentials: Record<string, string>,
  query = QUERY,
  variables: Record<string, unknown> = {},
) {
  const authorization = { host: 'localhost', ...credentials };
  const header = Buffer.from(JSON.stringify(authorization)).toString('base64url');
  const frames: ServerFrame[] = [];
  let start!: () => void;
  const started = new Promise<void>((resolve) => (start = resolve));
  const connection = await realtime.connect(
    {
      url: '/graphql/realtime',
      headers: { host: 'localhost', 'sec-websocket-protocol': `graphql-ws, header-${header}` },
    },
    {
      send(text) {
        if (frames.push(JSON.parse(text) as ServerFrame) === 1) start();
      },
      close: () => undefined,
      drop: () => undefined,
      bufferedBytes: () => 0,
    },
  );
  const data = JSON.stringify({ query, variables });
  const payload = { data, extensions: { authorization } };
  connection!.receive(JSON.stringify({ id: 'a', type: 'start', payload }));
  await started;
  expect(frames).toEqual([{ id: 'a', type: 'start_ack' }]);
  return {
    heard: () => frames.filter(({ type }) => String(type) === 'data'),
    leave: () => connection!.closed(),
  };
}

async function publish(): Promise<void> {
  await ask(api, 'mutation { addPost { id title draft } }');
}

const event = (onPost: object, ...errors: object[]) => [
  { id: 'a', type: 'data', payload: { data: { onPost }, ...(errors.length > 0 && { errors }) } },
];
const whole = { id: '1', title: 'Milk', draft: 'Two bottles' };
const denied = (field: string) =>
  expect.objectContaining({ message: `Not Authorized to access ${field} on type Post` }) as object;

describe('an event', () => {
  it('is shaped once for callers with the same access', async () => {
    const people = await Promise.all(
      ['ada', 'ben', 'cem'].map((Authorization) => given({ Authorization })),
    );
    await publish();
    for (const { heard } of people) expect(heard()).toEqual(event(whole));
    expect(shaped).toHaveBeenCalledOnce();
    people.forEach(({ leave }) => leave());
  });

  it('contains only what each caller may read, regardless of who subscribed first', async () => {
    const open = await given({ Authorization: 'ada' });
    const withoutTitle = await given({ Authorization: 'ben Post.title' });
    const withoutDraft = await given({ Authorization: 'cem Post.draft' });
    const withKey = await given({ 'x-api-key': 'da2-fixture' });
    await publish();
    expect(open.heard()).toEqual(event(whole));
    expect(withoutTitle.heard()).toEqual(event({ ...whole, title: null }, denied('title')));
    expect(withoutDraft.heard()).toEqual(event({ ...whole, draft: null }, denied('draft')));
    expect(withKey.heard()).toEqual(event({ ...whole, draft: null }, denied('draft')));
    expect(shaped).toHaveBeenCalledTimes(4);
    [open, withoutTitle, withoutDraft, withKey].forEach(({ leave }) => leave());
  });

  it('contains the fields that each document, operation and variables select', async () => {
    const ada = { Authorization: 'ada' };
    const query = `subscription ($full: Boolean!) {
      onPost { id title @include(if: $full) draft @skip(if: $full) }
    }`;
    const full = await given(ada, query, { full: true });
    const brief = await given(ada, query, { full: false });
    const other = await given(ada, 'subscription { onPost { name: title } }');
    await publish();
    expect(full.heard()).toEqual(event({ id: '1', title: 'Milk' }));
    expect(brief.heard()).toEqual(event({ id: '1', draft: 'Two bottles' }));
    expect(other.heard()).toEqual(event({ name: 'Milk' }));
    [full, brief, other].forEach(({ leave }) => leave());
  });
});
