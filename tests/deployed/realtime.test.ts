import { once } from 'node:events';
import { expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { givenTarget } from './target';

const target = await givenTarget(process.env);

/** The type of the first frame for a client with an API key. */
async function firstFrame(apiKey: string): Promise<string> {
  const credentials = { host: new URL(target.graphql).host, 'x-api-key': apiKey };
  const socket = new WebSocket(target.realtime, [
    'graphql-ws',
    `header-${Buffer.from(JSON.stringify(credentials)).toString('base64url')}`,
  ]);
  onTestFinished(() => socket.terminate());
  const message = once(socket, 'message') as Promise<[Buffer]>;
  await once(socket, 'open');
  socket.send('{"type":"connection_init"}');
  const [frame] = await message;
  return (JSON.parse(String(frame)) as { type: string }).type;
}

it('subscriptions connect to the realtime address with the public key', async () => {
  expect(await firstFrame(target.apiKey)).toBe('connection_ack');
  await expect(firstFrame(`da2-${'x'.repeat(26)}`)).resolves.not.toBe('connection_ack');
});
