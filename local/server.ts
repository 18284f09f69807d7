import { once } from 'node:events';
import {
  createServer,
  type IncomingMessage,
  type Server as HttpServer,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  answerFailure,
  answerGraphql,
  readBody,
  readHeaders,
  readUrl,
  type HttpRequest,
  type HttpResponse,
} from 'local-appsync';
import { LocalError } from './error';

/** Responds to one request. Serves everything except GraphQL. */
export type FetchHandler = (request: Request) => Promise<Response>;

/** What a server serves. It may listen before its routes are ready; requests then wait. */
export interface Routes {
  graphql(request: HttpRequest): Promise<HttpResponse>;
  /** By path prefix, longest first. */
  readonly handlers: readonly (readonly [prefix: string, handler: FetchHandler])[];
}

export interface Server {
  readonly port: number;
  /** Used to upgrade connections to WebSockets. */
  readonly http: HttpServer;
  /** Accepts no more connections, and resolves when every received request has a response. */
  drain(): Promise<void>;
  /** Closes every connection. */
  close(): Promise<void>;
}

/**
 * Listens on this machine only.
 * @param port 0 for any free port
 * @param health serves `/healthz`, even before the routes are ready; without it, the path is
 *   handled like any other
 * @throws LocalError if the port is in use
 */
export async function listen(
  port: number,
  routes: Promise<Routes>,
  health?: () => Promise<Response>,
): Promise<Server> {
  // The caller reports a failure to get ready. Requests that wait for it receive a 500.
  routes.catch(() => undefined);
  const inFlight = new Set<ServerResponse>();
  let closed: Promise<unknown> | undefined;
  const server = createServer((incoming, outgoing) => {
    inFlight.add(outgoing);
    outgoing.once('close', () => inFlight.delete(outgoing));
    if (closed) outgoing.shouldKeepAlive = false;
    serve(incoming, outgoing, routes, health).catch((error: unknown) =>
      answerFailure(incoming, outgoing, error),
    );
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening').catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'EADDRINUSE'
      ? new LocalError(`Port ${port} is in use. Choose another one, for example PORT=4001.`)
      : error;
  });
  const stopListening = (): Promise<unknown> => {
    closed ??= once(server.close(), 'close');
    return closed;
  };
  return {
    port: (server.address() as AddressInfo).port,
    http: server,
    async drain() {
      void stopListening();
      for (const outgoing of inFlight) outgoing.shouldKeepAlive = false;
      await Promise.all([...inFlight].map((outgoing) => once(outgoing, 'close')));
    },
    async close() {
      const ended = stopListening();
      server.closeAllConnections();
      await ended;
    },
  };
}

async function serve(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  ready: Promise<Routes>,
  health: (() => Promise<Response>) | undefined,
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
  // Methods that `Request` does not accept are not served.
  if (incoming.method === 'TRACE') {
    outgoing.writeHead(405).end();
    return;
  }
  const body = await readBody(incoming);
  const handler =
    health && url.pathname === '/healthz' ? health : handlerOf(await ready, url.pathname);
  const answer = await handler(toRequest(incoming, url, body));
  for (const [name, value] of answer.headers) {
    if (name !== 'set-cookie') outgoing.setHeader(name, value);
  }
  const cookies = answer.headers.getSetCookie();
  if (cookies.length > 0) outgoing.setHeader('set-cookie', cookies);
  outgoing.writeHead(answer.status).end(Buffer.from(await answer.arrayBuffer()));
}

const handlerOf = ({ handlers }: Routes, path: string): FetchHandler =>
  handlers.find(([prefix]) => path.startsWith(prefix))?.[1] ?? notFound;

const notFound: FetchHandler = async () => new Response('Not Found\n', { status: 404 });

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
