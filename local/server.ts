import { once } from 'node:events';
import {
  createServer,
  type IncomingMessage,
  type Server as HttpServer,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import type { HttpRequest, HttpResponse } from './appsync/http';
import { answerFailure, answerGraphql, readBody, readHeaders, readUrl } from './appsync/nodeHttp';
import { LocalError } from './error';

/** Answers one request; how everything but GraphQL is served. */
export type Handler = (request: Request) => Promise<Response>;

/** What a server serves. It may listen before its routes are ready: requests wait for them. */
export interface Routes {
  graphql(request: HttpRequest): Promise<HttpResponse>;
  /** By path prefix, the longest first. */
  readonly handlers: readonly (readonly [prefix: string, handler: Handler])[];
}

export interface Server {
  readonly port: number;
  /** For what a socket is upgraded to. */
  readonly http: HttpServer;
  close(): Promise<void>;
}

/**
 * Listens on this machine only.
 * @param port 0 for any free one
 * @throws LocalError when the port is taken
 */
export async function listen(port: number, routes: Promise<Routes>): Promise<Server> {
  // A failure to get ready is the caller's to report; requests that wait for it are answered 500.
  routes.catch(() => undefined);
  const server = createServer((incoming, outgoing) => {
    serve(incoming, outgoing, routes).catch((error: unknown) =>
      answerFailure(incoming, outgoing, error),
    );
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening').catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'EADDRINUSE'
      ? new LocalError(`Port ${port} is in use. Choose another one, for example PORT=4001.`)
      : error;
  });
  return {
    port: (server.address() as AddressInfo).port,
    http: server,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function serve(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  ready: Promise<Routes>,
): Promise<void> {
  const url = readUrl(incoming);
  if (!url) {
    outgoing.writeHead(400).end();
    return;
  }
  if (url.pathname === '/graphql') {
    await answerGraphql(incoming, outgoing, async (request) => (await ready).graphql(request));
    return;
  }
  // What `Request` does not take, nobody here serves.
  if (incoming.method === 'TRACE') {
    outgoing.writeHead(405).end();
    return;
  }
  const body = await readBody(incoming);
  const routes = await ready;
  const handler = routes.handlers.find(([prefix]) => url.pathname.startsWith(prefix))?.[1];
  const answer = handler
    ? await handler(toRequest(incoming, url, body))
    : new Response('Not Found\n', { status: 404 });
  for (const [name, value] of answer.headers) {
    if (name !== 'set-cookie') outgoing.setHeader(name, value);
  }
  const cookies = answer.headers.getSetCookie();
  if (cookies.length > 0) outgoing.setHeader('set-cookie', cookies);
  outgoing.writeHead(answer.status).end(Buffer.from(await answer.arrayBuffer()));
}

function toRequest(incoming: IncomingMessage, url: URL, body: Buffer): Request {
  const method = incoming.method ?? 'GET';
  const hasBody = method !== 'GET' && method !== 'HEAD';
  return new Request(url, {
    method,
    headers: Object.entries(readHeaders(incoming)).map(([name, value]) => [name, String(value)]),
    ...(hasBody && { body: new Uint8Array(body) }),
    redirect: 'manual',
  });
}
