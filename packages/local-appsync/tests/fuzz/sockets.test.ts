import fc from 'fast-check';
import { Agent, request } from 'node:http';
import { afterAll, describe, expect, it } from 'vitest';
import { body } from './bodies';
import { API_KEY, expectAnswer } from './given';
import { exchange, givenServers } from './givenServer';
import { wireRequest } from './lines';
import { expectNoFaults } from './faults';
import { holds, partsOf, seeded } from './holds';

expectNoFaults();

const servers = givenServers();
const port = fc.constantFrom('own' as const, 'stack' as const);

const agent = new Agent({ keepAlive: true, maxSockets: 1 });
afterAll(() => agent.destroy());

interface Received {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: Uint8Array;
}

/** Sends a body over a connection that is kept alive. */
function send(to: number, bytes: Uint8Array): Promise<Received> {
  const options = {
    agent,
    port: to,
    path: '/graphql',
    method: 'POST',
    headers: { 'x-api-key': API_KEY },
  };
  return new Promise((resolve, reject) => {
    request(options, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({
          status: response.statusCode!,
          headers: response.headers as Record<string, string>,
          body: Buffer.concat(chunks),
        }),
      );
    })
      .on('error', reject)
      .end(bytes);
  });
}

describe(seeded('over sockets'), () => {
  it.each(partsOf('sentRequests'))(
    'requests with any bytes are answered ($number of $total)',
    (part) =>
      holds(
        part,
        fc.record({
          port,
          bytes: fc.oneof(
            body.map((text) => Buffer.from(text)),
            fc.uint8Array(),
          ),
        }),
        async ({ port: to, bytes }) => {
          expectAnswer(await send(servers.ports[to], bytes));
        },
      ),
  );

  it.each(partsOf('sentLines'))(
    'arbitrary requests cause no server error ($number of $total)',
    async (part) => {
      await holds(part, fc.record({ port, text: wireRequest }), async ({ port: to, text }) => {
        const answer = await exchange(servers.ports[to], text);
        if (answer !== '') expect(answer).toMatch(/^HTTP\/1\.1 [1-4]\d\d /);
      });
      agent.destroy();
      await servers.idle();
    },
  );
});
