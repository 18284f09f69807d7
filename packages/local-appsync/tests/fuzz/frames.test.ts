import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { givenConnection } from '../realtime/givenConnection';
import { AUTHORIZATION, broken, events, sent, type Event, type Sent } from './frames';
import { closed, givenServers } from './givenServer';
import { expectNoFaults } from './faults';
import { holds, partsOf, seeded } from './holds';

expectNoFaults();

const KNOWN = ['connection_ack', 'ka', 'start_ack', 'complete', 'data', 'error'];

describe(seeded('a connection'), () => {
  it.each(partsOf('frames'))(
    'responds to frames with frames, and forgets every subscription at its end ($number of $total)',
    (part) =>
      holds(part, events, (happened) => {
        const given = givenConnection();
        const refused = new Set<object>();
        const apply = (event: Event): void => {
          if (event.kind === 'frame') given.connection.receive(event.text);
          else if (event.kind === 'pass') given.pass(event.milliseconds);
          else if (event.kind === 'buffer') given.buffer(event.bytes);
          else if (event.kind === 'close') given.connection.closed();
          else {
            const ticket = given.attempts[event.attempt];
            if (!ticket) return;
            if (event.kind === 'publish') given.connection.published(ticket, '{"data":{"a":1}}');
            else if (event.kind === 'complete') given.connection.complete(ticket);
            else if (event.kind === 'accept') given.connection.started(ticket, null);
            else if (given.connection.started(ticket, [{ message: 'no' }])) refused.add(ticket);
          }
        };
        happened.forEach(apply);
        given.connection.closed();
        const frames = given.sent.length;
        given.pass(100_000_000);
        expect(given.sent).toHaveLength(frames);
        for (const frame of given.sent) expect(KNOWN).toContain((frame as { type: string }).type);
        expect(given.stopped).toHaveLength(given.attempts.length - refused.size);
        expect(new Set([...given.stopped, ...refused])).toEqual(new Set(given.attempts));
      }),
  );
});

describe(seeded('over sockets'), () => {
  const servers = givenServers();

  it.each(partsOf('sentFrames'))(
    'a client that sends anything can still subscribe ($number of $total)',
    async (part) => {
      await holds(part, sent, async (all) => {
        const socket = await open(servers.ports.stack);
        for (const each of all) send(socket, each);
        await subscribes(socket);
        socket.close();
        await once(socket, 'close');
      });
      await servers.idle();
    },
  );

  it.each(partsOf('brokenConnections'))(
    'connections that break are closed ($number of $total)',
    async (part) => {
      await holds(part, broken, async ({ handshake, bytes, leaves }) => {
        const socket = connect(servers.ports.stack, '127.0.0.1');
        socket.on('error', () => undefined).resume();
        await once(socket, 'connect');
        socket.write(handshake);
        await new Promise((resolve) => socket.write(bytes, resolve));
        if (leaves === 'politely') socket.end();
        else socket.destroy();
        await closed(socket);
      });
      await servers.idle();
      const socket = await open(servers.ports.stack);
      await subscribes(socket);
      socket.terminate();
    },
  );
});

async function open(port: number): Promise<WebSocket> {
  const proof = Buffer.from(JSON.stringify(AUTHORIZATION)).toString('base64url');
  const url = `ws://127.0.0.1:${port}/graphql/realtime`;
  const socket = new WebSocket(url, ['graphql-ws', `header-${proof}`]);
  await once(socket, 'open');
  return socket;
}

function send(socket: WebSocket, each: Sent): void {
  if (each.kind === 'text') socket.send(each.text);
  else if (each.kind === 'bytes') socket.send(each.bytes);
  else socket[each.kind](each.bytes);
}

/** Starts a subscription repeatedly, because a frame right after connection_init is ignored. */
async function subscribes(socket: WebSocket): Promise<void> {
  let tries = 0;
  const start = (): void => {
    tries += 1;
    const text = '{"query":"subscription { onWrite { id } }"}';
    const payload = { data: text, extensions: { authorization: AUTHORIZATION } };
    socket.send(JSON.stringify({ id: `probe ${tries}`, type: 'start', payload }));
  };
  const timer = setInterval(start, 10);
  start();
  await new Promise<void>((resolve, reject) => {
    socket.on('message', (frame) => {
      const { id, type } = JSON.parse(String(frame)) as { id?: string; type: string };
      if (type === 'start_ack' && id?.startsWith('probe')) resolve();
    });
    socket.once('close', (code) => reject(new Error(`It was closed with ${code}.`)));
  });
  clearInterval(timer);
}
