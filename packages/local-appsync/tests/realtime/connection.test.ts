import { describe, expect, it } from 'vitest';
import {
  BUFFERED_MAX_BYTES,
  CONNECTION_MAX_MS,
  KEEP_ALIVE_MS,
  SUBSCRIPTIONS_MAX_LENGTH,
} from '../../src/realtime/connection';
import { givenConnection, startFrame } from './givenConnection';

describe('a timer', () => {
  it('sends a ka every minute', () => {
    const { sent, pass } = givenConnection();
    pass(3 * KEEP_ALIVE_MS);
    expect(sent).toEqual([{ type: 'ka' }, { type: 'ka' }, { type: 'ka' }]);
  });

  it('ends a connection and its subscriptions after 24 hours', () => {
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

  it('stops once the socket is closed', () => {
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
  it('receives nothing before it is acknowledged', () => {
    const { connection, sent, attempts, receive } = givenConnection();
    receive(startFrame('a'));
    connection.published(attempts[0]!, '{"data":{"onPost":null}}');
    expect(sent).toEqual([]);
  });

  it('that was stopped and started again ignores the response to the first start', () => {
    const { connection, sent, attempts, receive } = givenConnection();
    receive(startFrame('a'));
    receive({ id: 'a', type: 'stop' });
    receive(startFrame('a'));
    expect(connection.started(attempts[0]!, null)).toBe(false);
    expect(sent).toEqual([{ id: 'a', type: 'complete' }]);
    expect(connection.started(attempts[1]!, null)).toBe(true);
  });

  it('that the server ends is completed once', () => {
    const { connection, sent, stopped, subscribe } = givenConnection();
    const ticket = subscribe('a');
    connection.complete(ticket);
    connection.complete(ticket);
    expect(sent.slice(1)).toEqual([{ id: 'a', type: 'complete' }]);
    expect(stopped).toEqual([ticket]);
  });
});

describe('a limit', () => {
  it('refuses subscriptions that are too long in total, until some are stopped', () => {
    const { sent, attempts, receive } = givenConnection();
    const long = (id: string) => startFrame(id, `subscription { onPost { id } } #`.padEnd(80_000));
    for (const id of ['a', 'b', 'c', 'd']) receive(long(id));
    const errors = {
      errorType: 'MaxSubscriptionsReachedError',
      message: `Max length of ${SUBSCRIPTIONS_MAX_LENGTH} characters of subscriptions reached`,
    };
    expect(attempts.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
    expect(sent).toEqual([{ id: 'd', type: 'error', payload: { errors } }]);
    receive({ id: 'b', type: 'stop' });
    receive(long('d'));
    receive(startFrame('x'.repeat(SUBSCRIPTIONS_MAX_LENGTH)));
    expect(attempts.map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd']);
  });

  it('ends the connection of a slow consumer that leaves too much unread', () => {
    const { connection, sent, ended, stopped, subscribe, buffer } = givenConnection();
    const ticket = subscribe('a');
    buffer(BUFFERED_MAX_BYTES);
    connection.published(ticket, '{"data":{"onPost":1}}');
    expect(ended).toEqual([]);
    buffer(BUFFERED_MAX_BYTES + 1);
    connection.published(ticket, '{"data":{"onPost":2}}');
    connection.published(ticket, '{"data":{"onPost":3}}');
    expect(ended).toEqual(['dropped']);
    expect(stopped).toEqual([ticket]);
    expect(sent).toHaveLength(3);
  });
});
