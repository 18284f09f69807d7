import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Api } from './api';
import { answerGraphql, BodyTooLarge } from './nodeHttp';

/** An API that listens on this machine. */
export interface ServedApi {
  /** `http://localhost:<port>/graphql` */
  readonly graphqlUrl: string;
  /** `ws://localhost:<port>/graphql/realtime` */
  readonly realtimeUrl: string;
  /** Ends what is open, subscriptions too. */
  close(): Promise<void>;
}

/**
 * Serves an API as AppSync does on a custom domain: `/graphql`, and subscriptions below it.
 * @param port 0 for any free one
 */
export async function serveApi(api: Api, port = 0): Promise<ServedApi> {
  const server = createServer((incoming, outgoing) => {
    if (incoming.url?.split('?')[0] !== '/graphql') {
      outgoing.writeHead(404).end();
      return;
    }
    answerGraphql(incoming, outgoing, (request) => api.handle(request)).catch((error: unknown) => {
      if (!(error instanceof BodyTooLarge)) console.error('Internal failure:', error);
      outgoing.writeHead(error instanceof BodyTooLarge ? 413 : 500).end();
    });
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
