import fc from 'fast-check';
import { CONNECTION_MAX_MS } from '../../src/realtime/connection';
import { API_KEY } from './given';
import { anyText } from './texts';

const ids = fc.constantFrom('a', 'b', 'c', '__proto__', '');

const queries = fc.oneof(
  fc.constantFrom(
    ...[
      'subscription { onWrite { id } }',
      'subscription S($v: ID) { onWrite(id: $v) { id name } }',
    ],
    ...['subscription { onWrite { id } again: onWrite { id } }', 'subscription { nothing }'],
    ...['{ leaf { id } }', 'mutation { write { id } }', 'subscription { __typename }', '{', ''],
    ...[
      'subscription { ...F } fragment F on Subscription { onWrite { ...T } } fragment T on Tree { id }',
    ],
  ),
  anyText(10),
);

export const AUTHORIZATION = { host: 'localhost', 'x-api-key': API_KEY };

const authorization = fc.oneof(
  { weight: 4, arbitrary: fc.constant(AUTHORIZATION) },
  {
    weight: 1,
    arbitrary: fc.constantFrom({}, { host: 'localhost' }, null, { ...AUTHORIZATION, a: 1 }),
  },
  { weight: 1, arbitrary: fc.jsonValue() },
);

const data = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .record(
        {
          query: queries,
          variables: fc.oneof(
            fc.dictionary(fc.constantFrom('v', '__proto__'), fc.jsonValue()),
            fc.jsonValue(),
          ),
          operationName: fc.constantFrom('S', '', null, '__proto__'),
        },
        { requiredKeys: ['query'] },
      )
      .map((body) => JSON.stringify(body)),
  },
  { weight: 1, arbitrary: fc.oneof(fc.json(), fc.string()) },
  { weight: 1, arbitrary: fc.constant(`{"query":"${'{a'.repeat(9_000)}"}`) },
);

const started = fc
  .record({ id: ids, data, authorization })
  .map(({ id, data: text, authorization: proof }) => ({
    id,
    type: 'start',
    payload: { data: text, extensions: { authorization: proof } },
  }));

/** Texts that a client may send: valid frames, frames with invalid members, and other text. */
export const frame: fc.Arbitrary<string> = fc.oneof(
  { weight: 5, arbitrary: started.map((value) => JSON.stringify(value)) },
  { weight: 3, arbitrary: ids.map((id) => JSON.stringify({ id, type: 'stop' })) },
  { weight: 1, arbitrary: fc.constant('{"type":"connection_init"}') },
  {
    weight: 2,
    arbitrary: fc
      .record(
        {
          id: fc.oneof(ids, fc.jsonValue()),
          type: fc.oneof(
            fc.constantFrom('start', 'stop', 'connection_init', 'ka', 'data'),
            fc.jsonValue(),
          ),
          payload: fc.jsonValue(),
        },
        { requiredKeys: [] },
      )
      .map((value) => JSON.stringify(value)),
  },
  { weight: 1, arbitrary: fc.oneof(fc.json(), anyText(20)) },
  {
    weight: 1,
    arbitrary: fc.integer({ min: 1, max: 2_000 }).map((times) => '{"id":'.repeat(times)),
  },
);

/** An event on a connection: a frame from its client, or anything else. */
export type Event =
  | { readonly kind: 'frame'; readonly text: string }
  | { readonly kind: 'accept' | 'refuse' | 'publish' | 'complete'; readonly attempt: number }
  | { readonly kind: 'pass'; readonly milliseconds: number }
  | { readonly kind: 'buffer'; readonly bytes: number }
  | { readonly kind: 'close' };

const event: fc.Arbitrary<Event> = fc.oneof(
  { weight: 8, arbitrary: frame.map((text) => ({ kind: 'frame' as const, text })) },
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constantFrom('accept', 'accept', 'refuse', 'publish', 'complete'),
      attempt: fc.nat(5),
    }),
  },
  {
    weight: 3,
    arbitrary: fc
      .oneof(
        { weight: 30, arbitrary: fc.constantFrom(25, 60_000, 150_000) },
        { weight: 1, arbitrary: fc.constant(CONNECTION_MAX_MS) },
      )
      .map((milliseconds) => ({ kind: 'pass' as const, milliseconds })),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(0, 10_000_000).map((bytes) => ({ kind: 'buffer' as const, bytes })),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'close' as const }) },
);

export const events: fc.Arbitrary<Event[]> = fc.array(event, { maxLength: 20 });

/** What a client sends over a socket: text, bytes, and frames of the protocol below. */
export type Sent =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'bytes' | 'ping' | 'pong'; readonly bytes: Uint8Array };

export const sent: fc.Arbitrary<Sent[]> = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: frame.map((text) => ({ kind: 'text' as const, text })) },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constantFrom('bytes', 'ping', 'pong'),
        bytes: fc.uint8Array({ maxLength: 100 }),
      }),
    },
  ),
  { maxLength: 8 },
);

const UPGRADE =
  'GET /graphql/realtime HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n' +
  'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n' +
  `Sec-WebSocket-Protocol: graphql-ws\r\nX-Api-Key: ${API_KEY}\r\n\r\n`;

/**
 * A connection that breaks: bytes after a whole or partial handshake, and how its client leaves.
 */
export const broken = fc.record({
  handshake: fc.oneof(
    fc.constant(UPGRADE),
    fc.nat(UPGRADE.length).map((length) => UPGRADE.slice(0, length)),
    fc
      .constantFrom('AAAAAAAAAAAAAAAAAAAAAA==', 'graphql-ws', '13', '/graphql/realtime')
      .map((part) => UPGRADE.replace(part, 'x')),
  ),
  bytes: fc.uint8Array({ maxLength: 50 }),
  leaves: fc.constantFrom('politely', 'at once'),
});
