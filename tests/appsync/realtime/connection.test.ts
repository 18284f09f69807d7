import { describe, expect, it } from 'vitest';
import {
  ACKNOWLEDGE_MS,
  BUFFERED_MAX_BYTES,
  CONNECTION_MAX_MS,
  KEEP_ALIVE_MS,
  PAYLOAD_MAX_BYTES,
  SUBSCRIPTIONS_MAX,
} from '../../../local/appsync/realtime/connection';
import { givenConnection, startFrame } from './givenConnection';

const GUIDE = 'https://docs.aws.amazon.com/appsync/latest/devguide/real-time-websocket-client.html';

const unknownOperation = {
  type: 'error',
  payload: {
    errors: [
      {
        errorType: 'UnsupportedOperation',
        message: 'unknown not supported through the realtime channel',
      },
    ],
  },
};

const errorFrame = (id: string, errorType: string, message: string): unknown => ({
  id,
  type: 'error',
  payload: { errors: [{ errorType, message }] },
});

/** What a client's frame is answered when it cannot be served; `source` says from where. */
const refusals: { id: string; source: string; text: string; answer: unknown }[] = [
  {
    id: 'FRAME-1: text that is not JSON',
    source: 'https://github.com/artilleryio/artillery/issues/1567',
    text: 'hello',
    answer: unknownOperation,
  },
  {
    id: 'FRAME-2: the subscribe of graphql-transport-ws',
    source: 'https://github.com/enisdenjo/graphql-ws/issues/602',
    text: JSON.stringify({ id: 'a', type: 'subscribe', payload: { query: '{ a }' } }),
    answer: unknownOperation,
  },
  {
    id: 'FRAME-3: a start without payload.data',
    source: 'https://github.com/ChilliCream/graphql-platform/issues/6468',
    text: JSON.stringify({ id: 'a', type: 'start', payload: { query: 'subscription { a }' } }),
    answer: unknownOperation,
  },
  {
    id: 'FRAME-4: a start without an id',
    source: GUIDE,
    text: JSON.stringify({ ...(startFrame('a') as object), id: undefined }),
    answer: unknownOperation,
  },
  {
    id: 'FRAME-5: a query',
    source: 'https://github.com/aws-amplify/amplify-swift/issues/3885',
    text: JSON.stringify(startFrame('a', '{ posts { id } }')),
    answer: errorFrame(
      'a',
      'UnsupportedOperation',
      'query not supported through the realtime channel',
    ),
  },
  {
    id: 'FRAME-6: no authorization',
    source: 'https://github.com/aws-amplify/aws-appsync-realtime-client-ios/issues/108',
    text: JSON.stringify(startFrame('a', undefined, null)),
    answer: errorFrame('a', 'UnauthorizedException', 'Valid authorization header not provided.'),
  },
  {
    id: 'FRAME-7: an authorization without its host',
    source: GUIDE,
    text: JSON.stringify(startFrame('a', undefined, { Authorization: 'token' })),
    answer: errorFrame('a', 'UnauthorizedException', 'Valid authorization header not provided.'),
  },
  {
    id: 'FRAME-8: a stop of what was never started',
    source: 'https://docs.aws.amazon.com/appsync/latest/eventapi/event-api-websocket-protocol.html',
    text: JSON.stringify({ id: 'a', type: 'stop' }),
    answer: errorFrame('a', 'UnknownOperationError', 'Unknown operation id a'),
  },
];

describe('a frame that cannot be served', () => {
  it.each(refusals)('$id', ({ text, answer }) => {
    const { connection, sent, ended, attempts } = givenConnection();
    connection.receive(text);
    expect(sent).toEqual([answer]);
    expect(ended).toEqual([]);
    expect(attempts).toEqual([]);
  });
});

describe('connection_init', () => {
  it('is acknowledged with the timeout, and a first ka', () => {
    const { sent, receive, pass } = givenConnection();
    receive({ type: 'connection_init' });
    expect(sent).toEqual([]);
    pass(ACKNOWLEDGE_MS);
    expect(sent).toEqual([
      { type: 'connection_ack', payload: { connectionTimeoutMs: 300_000 } },
      { type: 'ka' },
    ]);
  });

  it('has what comes before the acknowledgement ignored', () => {
    const { attempts, receive, pass } = givenConnection();
    receive({ type: 'connection_init' });
    receive(startFrame('early'));
    pass(ACKNOWLEDGE_MS);
    receive(startFrame('late'));
    expect(attempts.map(({ id }) => id)).toEqual(['late']);
  });

  it('may be left out', () => {
    const { attempts, receive } = givenConnection();
    receive(startFrame('a'));
    expect(attempts).toHaveLength(1);
  });
});

describe('time', () => {
  it('brings a ka every minute', () => {
    const { sent, pass } = givenConnection();
    pass(3 * KEEP_ALIVE_MS);
    expect(sent).toEqual([{ type: 'ka' }, { type: 'ka' }, { type: 'ka' }]);
  });

  it('ends a connection after 24 hours, and its subscriptions', () => {
    const { sent, ended, stopped, subscribe, pass } = givenConnection();
    const ticket = subscribe('a');
    pass(CONNECTION_MAX_MS - 1);
    expect(ended).toEqual([]);
    pass(1);
    expect(ended).toEqual(['1001 Connection duration limit reached']);
    expect(stopped).toEqual([ticket]);
    const count = sent.length;
    pass(KEEP_ALIVE_MS);
    expect(sent).toHaveLength(count);
  });

  it('stands still once the socket is gone', () => {
    const { connection, sent, ended, stopped, subscribe, pass } = givenConnection();
    const ticket = subscribe('a');
    connection.closed();
    pass(CONNECTION_MAX_MS);
    expect(sent).toEqual([{ id: 'a', type: 'start_ack' }]);
    expect(ended).toEqual([]);
    expect(stopped).toEqual([ticket]);
  });
});

describe('a subscription', () => {
  it('is acknowledged, gets data, and is complete when stopped', () => {
    const { connection, sent, receive, subscribe, stopped } = givenConnection();
    const ticket = subscribe('a');
    connection.published(ticket, { data: { onPost: { id: '1' } } });
    receive({ id: 'a', type: 'stop' });
    connection.published(ticket, { data: { onPost: { id: '2' } } });
    expect(sent).toEqual([
      { id: 'a', type: 'start_ack' },
      { id: 'a', type: 'data', payload: { data: { onPost: { id: '1' } } } },
      { id: 'a', type: 'complete' },
    ]);
    expect(stopped).toEqual([ticket]);
  });

  it('that is refused leaves the connection and its id free', () => {
    const { connection, sent, ended, attempts, receive, subscribe } = givenConnection();
    receive(startFrame('a'));
    const errors = [{ errorType: 'Unauthorized', message: 'Not Authorized' }];
    connection.started(attempts[0]!, errors);
    subscribe('a');
    expect(sent).toEqual([
      { id: 'a', type: 'error', payload: { errors } },
      { id: 'a', type: 'start_ack' },
    ]);
    expect(ended).toEqual([]);
  });

  it('gets nothing before it is acknowledged', () => {
    const { connection, sent, attempts, receive } = givenConnection();
    receive(startFrame('a'));
    connection.published(attempts[0]!, { data: { onPost: null } });
    expect(sent).toEqual([]);
  });

  it('that was stopped and started again does not take the first answer', () => {
    const { connection, sent, attempts, receive } = givenConnection();
    receive(startFrame('a'));
    receive({ id: 'a', type: 'stop' });
    receive(startFrame('a'));
    expect(connection.started(attempts[0]!, null)).toBe(false);
    expect(sent).toEqual([{ id: 'a', type: 'complete' }]);
    expect(connection.started(attempts[1]!, null)).toBe(true);
  });

  it('with an id in use is refused, and the first goes on', () => {
    const { connection, sent, receive, subscribe } = givenConnection();
    const ticket = subscribe('a');
    receive(startFrame('a'));
    connection.published(ticket, { data: { onPost: null } });
    expect(sent.slice(1)).toEqual([
      errorFrame('a', 'DuplicatedOperationError', 'Duplicated operation with id a'),
      { id: 'a', type: 'data', payload: { data: { onPost: null } } },
    ]);
  });

  it('beyond 100 is refused until another is stopped', () => {
    const { sent, receive, subscribe, attempts } = givenConnection();
    for (let index = 0; index < SUBSCRIPTIONS_MAX; index += 1) subscribe(`s${index}`);
    receive(startFrame('more'));
    expect(sent.at(-1)).toEqual(
      errorFrame('more', 'MaxSubscriptionsReachedError', 'Max number of 100 subscriptions reached'),
    );
    receive({ id: 's0', type: 'stop' });
    receive(startFrame('more'));
    expect(attempts.at(-1)).toEqual({ id: 'more' });
  });

  it('that the server ends is complete', () => {
    const { connection, sent, stopped, subscribe } = givenConnection();
    const ticket = subscribe('a');
    connection.complete(ticket);
    connection.complete(ticket);
    expect(sent.slice(1)).toEqual([{ id: 'a', type: 'complete' }]);
    expect(stopped).toEqual([ticket]);
  });
});

describe('too much', () => {
  it('in one message is dropped, to the byte', () => {
    const { connection, sent, subscribe } = givenConnection();
    const ticket = subscribe('a');
    const around = JSON.stringify({ data: { onPost: '' } }).length;
    const most = 'x'.repeat(PAYLOAD_MAX_BYTES - around);
    connection.published(ticket, { data: { onPost: most } });
    connection.published(ticket, { data: { onPost: `${most}x` } });
    expect(sent).toHaveLength(2);
  });

  it('that a slow consumer leaves untaken ends it', () => {
    const { connection, sent, ended, stopped, subscribe, buffer } = givenConnection();
    const ticket = subscribe('a');
    buffer(BUFFERED_MAX_BYTES);
    connection.published(ticket, { data: { onPost: 1 } });
    expect(ended).toEqual([]);
    buffer(BUFFERED_MAX_BYTES + 1);
    connection.published(ticket, { data: { onPost: 2 } });
    connection.published(ticket, { data: { onPost: 3 } });
    expect(ended).toEqual(['dropped']);
    expect(stopped).toEqual([ticket]);
    expect(sent).toHaveLength(3);
  });
});
