import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Api } from '../api';
import { answerFailure, answerGraphql, readUrl } from './nodeHttp';

/** An API that listens on this machine. */
export interface ServedApi {
  /** `http://localhost:<port>/graphql` */
  readonly graphqlUrl: string;
  /** `ws://localhost:<port>/graphql/realtime` */
  readonly realtimeUrl: string;
  /** Closes all open connections, including subscriptions. */
  close(): Promise<void>;
}

/**
 * Serves an API as AppSync does on a custom domain: `/graphql`, and subscriptions below it.
 * @param port port of the API. Default: 0, which selects a free port.
 */
export async function serveApi(api: Api, port = 0): Promise<ServedApi> {
  const server = createServer((incoming, outgoing) => {
    const url = readUrl(incoming);
    if (url?.pathname !== '/graphql') {
      outgoing.writeHead(url ? 404 : 400).end();
      return;
    }
    answerGraphql(incoming, outgoing, (request) => api.handle(request)).catch((error: unknown) =>
      answerFailure(incoming, outgoing, error),
    );
  });
  const realtime = api.serveSubscriptions(server, '/graphql/realtime');
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = `//localhost:${(server.address() as AddressInfo).port}/graphql`;
  return {
    graphqlUrl: `http:${address}`,
    realtimeUrl: `ws:${address}/realtime`,
    async close() {
      realtime.close();
      await new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      });
    },
  };
}
