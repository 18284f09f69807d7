import { once as event } from 'node:events';
import { Agent, request as send, type IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import { createApi, type Api } from '../../src/api';
import { serveApi, type ServedApi } from '../../src/http/serve';
import type { Exchange, Given, Upgrade } from './behaviour';
import { connectInProcess, connectOverSocket, type RealtimeClient } from './realtimeClients';

/** The response that a transport received. Header names are lowercase; the body is decompressed. */
export interface Received {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A way to reach an API. Builds each API once. */
export interface Transport {
  readonly name: string;
  /** Builds the API. Rejects when AppSync would refuse its definition. */
  open(given: Given): Promise<unknown>;
  send(given: Given, exchange: Exchange): Promise<Received>;
  /** Opens a connection for subscriptions. */
  connect(given: Given, upgrade: Upgrade): Promise<RealtimeClient>;
  close(): Promise<void>;
}

const DEFAULT_HEADERS = { authorization: 'token' };

const headersOf = ({ headers = DEFAULT_HEADERS }: Exchange): Record<string, string | string[]> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : [...value],
    ]),
  );

const received = (
  status: number,
  headers: Readonly<Record<string, string>>,
  body: string | Uint8Array,
): Received => ({
  status,
  headers,
  body: (headers['content-encoding'] === 'gzip' ? gunzipSync(body) : Buffer.from(body)).toString(),
});

/** Calls `api.handle` directly. Only lowercases the names of headers, as Node.js does. */
export function inProcess(): Transport {
  const apis = once((given) => build(given));
  const realtimes = once(async (given) => connectInProcess(await apis.get(given)));
  return {
    name: 'in process',
    open: (given) => apis.get(given),
    async send(given, exchange) {
      const { status, headers, body } = await (
        await apis.get(given)
      ).handle({
        method: exchange.method ?? 'POST',
        headers: Object.fromEntries(
          Object.entries(headersOf(exchange)).map(([name, value]) => [name.toLowerCase(), value]),
        ),
        body: exchange.body,
      });
      return received(status, headers, body);
    },
    connect: async (given, upgrade) => (await realtimes.get(given))(upgrade),
    close: () => Promise.resolve(),
  };
}

/** Node's own HTTP client, which adds nothing to a request, and a server on a free port. */
export function overSocket(): Transport {
  const servers = once(async (given): Promise<ServedApi> => serveApi(await build(given)));
  const agent = new Agent({ keepAlive: true });
  return {
    name: 'over a socket',
    open: (given) => servers.get(given),
    async send(given, exchange) {
      const { graphqlUrl } = await servers.get(given);
      const request = send(graphqlUrl, {
        agent,
        method: exchange.method ?? 'POST',
        headers: headersOf(exchange),
      });
      const answered = event(request, 'response') as Promise<[IncomingMessage]>;
      request.end(exchange.body);
      const [response] = await answered;
      const headers = Object.fromEntries(
        Object.entries(response.headers).map(([name, value]) => [name, String(value)]),
      );
      return received(response.statusCode ?? 0, headers, await buffer(response));
    },
    connect: async (given, upgrade) =>
      connectOverSocket((await servers.get(given)).realtimeUrl, upgrade),
    async close() {
      agent.destroy();
      const made = await Promise.allSettled(servers.all());
      await Promise.all(made.map((one) => one.status === 'fulfilled' && one.value.close()));
    },
  };
}

const build = async (given: Given): Promise<Api> => createApi(await given());

function once<Value>(make: (given: Given) => Promise<Value>) {
  const made = new Map<Given, Promise<Value>>();
  return {
    get(given: Given): Promise<Value> {
      const value = made.get(given) ?? make(given);
      made.set(given, value);
      return value;
    },
    all: () => [...made.values()],
  };
}
