import { parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import {
  createHub,
  PAYLOAD_MAX_BYTES,
  SUBSCRIPTIONS_MAX_LENGTH,
  type Subscription,
} from '../../src/realtime/hub';

const document = parse('subscription { onPost { id } }');

/** A hub that counts how often a message was shaped, and records what each subscriber received. */
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
          document,
          ownLength: 0,
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
  it('is shaped once for all equal subscriptions, and again for each event', () => {
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

  it('is sent only to a subscriber with a filter that accepts it', () => {
    const { hub, shaped, subscribe } = givenHub();
    const [first, second] = [1, 2].map((wanted) => subscribe('a', (payload) => payload === wanted));
    hub.publish('addPost', 2);
    expect([first!.messages, second!.messages]).toEqual([[], ['{"data":{"a":2}}']]);
    expect(shaped()).toBe(1);
  });

  it('is not shaped again when the result is null', () => {
    const { hub, shaped, subscribe } = givenHub();
    const [first, second] = [subscribe('a'), subscribe('a')];
    hub.publish('addPost', 'nothing');
    expect([first.messages, second.messages, shaped()]).toEqual([[], [], 1]);
  });

  it('of 240 KB is sent, but not a longer one', () => {
    const { hub, subscribe } = givenHub();
    const { messages } = subscribe('a');
    const text = (bytes: number) => 'x'.repeat(bytes - '{"data":{"a":""}}'.length);
    for (const bytes of [PAYLOAD_MAX_BYTES, PAYLOAD_MAX_BYTES + 1]) {
      hub.publish('addPost', text(bytes));
    }
    expect(messages.map(({ length }) => length)).toEqual([PAYLOAD_MAX_BYTES]);
  });

  it('is sent to the others after the first subscriber leaves', () => {
    const { hub, subscribe } = givenHub();
    const [first, second] = [subscribe('a'), subscribe('a')];
    first.leave!();
    hub.publish('addPost', 1);
    expect([first.messages, second.messages]).toEqual([[], ['{"data":{"a":1}}']]);
  });
});

describe('the memory of subscriptions', () => {
  const subscription: Subscription = {
    field: 'onPost',
    mutations: ['addPost'],
    accepts: () => true,
    shape: () => null,
    shapeKey: 'a',
    document,
    ownLength: 0,
  };
  const subscriber = { deliver: () => undefined, end: () => undefined };
  const long = (name: string, length: number): Subscription => ({
    ...subscription,
    document: parse(`subscription ${name} { onPost { id } } #`.padEnd(length, ' ')),
  });

  it('is bounded, and freed when some have left', () => {
    const hub = createHub();
    const half = SUBSCRIPTIONS_MAX_LENGTH / 2;
    const [first, second] = ['a', 'b'].map((name) => hub.subscribe(long(name, half), subscriber));
    expect(hub.subscribe({ ...subscription, ownLength: 1 }, subscriber)).toBeNull();
    first!();
    first!();
    expect(hub.subscribe(long('c', half), subscriber)).not.toBeNull();
    expect(hub.subscribe(long('d', half), subscriber)).toBeNull();
    second!();
    expect(hub.subscribe(long('e', half), subscriber)).not.toBeNull();
  });

  it('counts a shared document once, until its last subscriber leaves', () => {
    const hub = createHub();
    const shared = long('a', SUBSCRIPTIONS_MAX_LENGTH);
    const leave = Array.from({ length: 2_000 }, () => hub.subscribe(shared, subscriber)!);
    const last = leave.pop()!;
    for (const each of leave) each();
    expect(hub.subscribe(subscription, subscriber)).toBeNull();
    last();
    expect(hub.subscribe(subscription, subscriber)).not.toBeNull();
  });

  it('counts what each subscription stores for itself', () => {
    const hub = createHub();
    const own = { ...subscription, ownLength: SUBSCRIPTIONS_MAX_LENGTH / 4 };
    const kept = Array.from({ length: 5 }, () => hub.subscribe(own, subscriber));
    expect(kept.map((each) => each !== null)).toEqual([true, true, true, false, false]);
  });

  it('is freed when an invalidation ends a subscription', () => {
    const hub = createHub();
    const whole = long('a', SUBSCRIPTIONS_MAX_LENGTH);
    hub.subscribe({ ...whole, isInvalidatedBy: () => true }, subscriber);
    hub.invalidate('onPost', {});
    expect(hub.subscribe(whole, subscriber)).not.toBeNull();
  });
});
