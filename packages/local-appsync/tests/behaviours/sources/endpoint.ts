import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll } from 'vitest';

/** Request handlers, by the prefix of the path. */
const answers: Readonly<Record<string, RequestListener>> = {
  /** Returns the request that it received, with the body in Base64. */
  '/echo': (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method, url, headers } = request;
      const body = Buffer.concat(chunks).toString('base64');
      response.end(JSON.stringify({ method, url, headers, body }));
    });
  },
  '/status': (request, response) => {
    response.writeHead(Number(request.url?.split('/')[2])).end();
  },
  '/redirect': (_, response) => {
    response.writeHead(302, { Location: '/echo' }).end();
  },
  '/headers': (_, response) => {
    response.sendDate = false;
    response.writeHead(200, [
      ...['Content-Type', 'text/plain', 'x-a', '1', 'X-A', '2', 'Content-Length', '2'],
      ...['Connection', 'close'],
    ]);
    response.end('ok');
  },
  '/json': (_, response) => {
    response.setHeader('Content-Type', 'application/json');
    response.end('{"a":1}');
  },
  '/utf-8': (_, response) => {
    response.end('é');
  },
  '/latin-1': (_, response) => {
    response.setHeader('Content-Type', 'text/plain; charset=ISO-8859-1');
    response.end(Buffer.from('é', 'latin1'));
  },
  '/byte-order-mark': (_, response) => {
    response.end('\ufeffa');
  },
  '/unknown-charset': (_, response) => {
    response.setHeader('Content-Type', 'text/plain; charset=none');
    response.end('é');
  },
  /** Never ends, so that a client that waits for the end gets no response. */
  '/large': (_, response) => {
    response.write(Buffer.alloc(5 * 1024 * 1024 + 1, 'x'));
  },
  '/users/1': (_, response) => {
    response.end('{"name":"nadia"}');
  },
  '/silence': () => undefined,
  '/hung-up': (request) => request.socket.destroy(),
  '/no-http': (request) => request.socket.end('nonsense\r\n\r\n'),
  '/half-a-body': (request, response) => {
    response.writeHead(200, { 'Content-Length': '10' });
    response.write('half', () => request.socket.destroy());
  },
};

let started: Promise<Server> | undefined;

async function start(): Promise<Server> {
  const server = createServer((request, response) => {
    const path = Object.keys(answers).find((prefix) => request.url?.startsWith(prefix));
    if (path) answers[path]!(request, response);
    else response.writeHead(404).end('no such user');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

afterAll(async () => {
  const server = await started;
  server?.close();
  server?.closeAllConnections();
});

/** One server for all APIs, which closes after the tests: scheme, host and port. */
export async function endpoint(): Promise<string> {
  started ??= start();
  return `http://127.0.0.1:${((await started).address() as AddressInfo).port}`;
}
