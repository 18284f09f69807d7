import { describe, expect, it } from 'vitest';
import {
  createHub,
  PAYLOAD_MAX_BYTES,
  type Subscription,
} from '../../../local/appsync/realtime/hub';

/** A hub that counts how often a message was made, and what each subscriber got. */
function givenHub() {
  const hub = createHub();
  let shaped = 0;
  return {
    hub,
    shaped: () => shaped,
    subscribe(shapeKey: string, accepts: Subscription['accepts'] = () => true) {
      const messages: string[] = [];
      const leave = hub.subscribe(
        {
          field: 'onPost',
          mutations: ['addPost'],
          accepts,
          shapeKey,
          shape(payload) {
            shaped += 1;
            return payload === 'nothing' ? null : { data: { [shapeKey]: payload } };
          },
        },
        { deliver: (message) => messages.push(message), end: () => undefined },
      );
      return { messages, leave };
    },
  };
}

describe('a message', () => {
  it('is made once for all equal subscriptions, and anew for each event', () => {
    const { hub, shaped, subscribe } = givenHub();
    const equal = Array.from({ length: 100 }, () => subscribe('a'));
    const other = subscribe('b');
    for (const payload of [1, 2]) hub.publish('addPost', payload);
    expect(shaped()).toBe(4);
    for (const { messages } of equal) {
      expect(messages).toEqual(['{"data":{"a":1}}', '{"data":{"a":2}}']);
    }
    expect(other.messages).toEqual(['{"data":{"b":1}}', '{"data":{"b":2}}']);
  });

  it('passes the filter of each subscriber', () => {
    const { hub, shaped, subscribe } = givenHub();
    const [first, second] = [1, 2].map((wanted) => subscribe('a', (payload) => payload === wanted));
    hub.publish('addPost', 2);
    expect([first!.messages, second!.messages]).toEqual([[], ['{"data":{"a":2}}']]);
    expect(shaped()).toBe(1);
  });

  it('that there is none of is not asked for again', () => {
    const { hub, shaped, subscribe } = givenHub();
    const [first, second] = [subscribe('a'), subscribe('a')];
    hub.publish('addPost', 'nothing');
    expect([first.messages, second.messages, shaped()]).toEqual([[], [], 1]);
  });

  it('of 240 KB is sent, and a longer one is not', () => {
    const { hub, subscribe } = givenHub();
    const { messages } = subscribe('a');
    const text = (bytes: number) => 'x'.repeat(bytes - '{"data":{"a":""}}'.length);
    for (const bytes of [PAYLOAD_MAX_BYTES, PAYLOAD_MAX_BYTES + 1]) {
      hub.publish('addPost', text(bytes));
    }
    expect(messages.map(({ length }) => length)).toEqual([PAYLOAD_MAX_BYTES]);
  });

  it('goes on to the others when the one it was made for leaves', () => {
    const { hub, subscribe } = givenHub();
    const [first, second] = [subscribe('a'), subscribe('a')];
    first.leave();
    hub.publish('addPost', 1);
    expect([first.messages, second.messages]).toEqual([[], ['{"data":{"a":1}}']]);
  });
});
