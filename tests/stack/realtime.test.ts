import { once } from 'node:events';
import { expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { signIn } from '../../local/signIn';
import { givenStack } from '../support/stack';

const { url, apiKey } = await givenStack();

/** The first frame that the server sends to a client with these credentials. */
async function firstFrame(authorization: Record<string, string>): Promise<{ type: string }> {
  const header = JSON.stringify({ host: new URL(url).host, ...authorization });
  const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql/realtime`, [
    'graphql-ws',
    `header-${Buffer.from(header).toString('base64url')}`,
  ]);
  onTestFinished(() => socket.terminate());
  const message = once(socket, 'message') as Promise<[Buffer]>;
  await once(socket, 'open');
  socket.send('{"type":"connection_init"}');
  const [frame] = await message;
  return JSON.parse(String(frame)) as { type: string };
}

it('the realtime endpoint accepts only the API key and live sessions', async () => {
  const { token } = await signIn(url, 'ada');
  expect(await firstFrame({ 'x-api-key': apiKey })).toMatchObject({ type: 'connection_ack' });
  expect(await firstFrame({ Authorization: token })).toMatchObject({ type: 'connection_ack' });
  expect(await firstFrame({ Authorization: `${token}x` })).toMatchObject({
    type: 'connection_error',
  });
});
