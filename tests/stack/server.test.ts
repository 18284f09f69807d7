import { once } from 'node:events';
import { Agent, get } from 'node:http';
import { expect, it, onTestFinished } from 'vitest';
import { listen, type Routes } from '../../local/server';

/** A server with a page that responds when the test calls `answer`. */
async function given(routes?: Promise<Routes>) {
  let answer!: () => void;
  const answered = new Promise<void>((resolve) => (answer = resolve));
  const page = async () => {
    await answered;
    return new Response('late');
  };
  const graphql = () => Promise.reject(new Error('Nobody asks'));
  const server = await listen(
    0,
    routes ?? Promise.resolve({ graphql, handlers: [['/', page]] }),
    async () => new Response('well'),
  );
  onTestFinished(() => server.close());
  const url = `http://127.0.0.1:${server.port}`;
  return { server, url, answer };
}

it('/healthz responds before the other routes are ready', async () => {
  const { url } = await given(new Promise(() => {}));
  expect(await (await fetch(`${url}/healthz`)).text()).toBe('well');
});

it('a draining server completes pending requests and accepts no new ones', async () => {
  const { server, url, answer } = await given();
  const agent = new Agent({ keepAlive: true });
  onTestFinished(() => agent.destroy());
  const request = get(`${url}/`, { agent });
  await once(request, 'socket');
  await once(server.http, 'request');
  const drained = server.drain();
  await expect(fetch(`${url}/healthz`)).rejects.toThrow();
  answer();
  const [response] = (await once(request, 'response')) as [
    { headers: Record<string, string>; setEncoding(encoding: string): AsyncIterable<string> },
  ];
  let text = '';
  for await (const chunk of response.setEncoding('utf8')) text += chunk;
  expect(text).toBe('late');
  expect(response.headers['connection']).toBe('close');
  await drained;
  await server.close();
});

it('close does not wait for pending requests', async () => {
  const { server, url } = await given();
  const late = fetch(url);
  await once(server.http, 'request');
  await server.close();
  await expect(late).rejects.toThrow();
});

it('an idle connection does not delay a drain', async () => {
  const { server, url, answer } = await given();
  answer();
  await (await fetch(url)).text();
  await server.drain();
  await once(server.http, 'close');
});
