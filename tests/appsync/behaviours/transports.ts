import { createApi, type Api } from '../../../local/appsync/api';
import { serveApi, type ServedApi } from '../../../local/appsync/serve';
import type { Exchange, Given } from './behaviour';

/** What a transport got for a request. Header names are in lower case. */
export interface Received {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A way to reach an API; it builds each API that it is asked for once. */
export interface Transport {
  readonly name: string;
  send(given: Given, exchange: Exchange): Promise<Received>;
  close(): Promise<void>;
}

const DEFAULT_HEADERS = { authorization: 'token' };

const request = ({ method = 'POST', headers = DEFAULT_HEADERS, body }: Exchange) => ({
  method,
  headers: { ...headers },
  body,
});

/** A call of `api.handle`, with nothing between. */
export function inProcess(): Transport {
  const apis = once((given) => build(given));
  return {
    name: 'in process',
    async send(given, exchange) {
      const { status, headers, body } = await (await apis.get(given)).handle(request(exchange));
      return { status, headers, body: Buffer.from(body).toString() };
    },
    close: () => Promise.resolve(),
  };
}

/** Node's own HTTP client, against a server on a free port. */
export function overSocket(): Transport {
  const servers = once(async (given): Promise<ServedApi> => serveApi(await build(given)));
  return {
    name: 'over a socket',
    async send(given, exchange) {
      const { method, headers, body } = request(exchange);
      const response = await fetch((await servers.get(given)).graphqlUrl, {
        method,
        headers,
        ...(method !== 'GET' && method !== 'HEAD' && { body }),
      });
      return {
        status: response.status,
        headers: Object.fromEntries(response.headers),
        body: await response.text(),
      };
    },
    async close() {
      await Promise.all(servers.all().map(async (server) => (await server).close()));
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
