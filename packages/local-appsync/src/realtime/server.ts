import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Caller } from '../access/auth';
import { RequestError, type ErrorEntry } from '../errors';
import type { Operation } from '../document/operation';
import { BODY_MAX_BYTES } from '../http/http';
import {
  openConnection,
  type Connection,
  type ConnectionActions,
  type Schedule,
  type Ticket,
} from './connection';
import {
  CONNECT_BODY,
  CONNECT_PATH,
  readHandshake,
  SUBPROTOCOL,
  type HandshakeRequest,
} from './handshake';
import { SUBSCRIPTIONS_MAX_LENGTH, type Hub, type Subscription } from './hub';
import {
  notAuthorized,
  subscriptionsTooLong,
  type FrameError,
  type StartRequest,
} from './protocol';

/** An operation to authorize. An IAM signature covers `path` and `body`. */
export interface RealtimeOperation {
  readonly path: string;
  readonly body: string;
  /**
   * The operation of a connection is named `DeepDish:Connect`, as in AWS's event for Lambda
   * authorizers.
   */
  readonly operation: Operation;
}

/** The API behind the socket. */
export interface RealtimeApi {
  /** @throws RequestError if the headers, with lowercase names, do not authenticate the caller */
  authorize(
    headers: Readonly<Record<string, string>>,
    operation: RealtimeOperation,
  ): Promise<Caller>;
  /** Validates a subscription and runs its resolver. */
  start(
    caller: Caller,
    operation: Operation,
    headers: Readonly<Record<string, string>>,
  ): Promise<Subscription | { readonly errors: readonly ErrorEntry[] }>;
}

export interface RealtimeOptions {
  readonly server: Server;
  /** Path of the endpoint: `/graphql/realtime` as on a custom domain. */
  readonly path: string;
  readonly api: RealtimeApi;
  readonly hub: Hub;
}

/** The part of a client that a connection uses. A socket normally provides it. */
export type Client = Pick<ConnectionActions, 'send' | 'close' | 'drop' | 'bufferedBytes'>;

export interface Realtime {
  /**
   * Connects a client without a socket. Null if the client was refused and has received the error.
   */
  connect(
    request: HandshakeRequest,
    client: Client,
  ): Promise<Pick<Connection, 'receive' | 'closed'> | null>;
  /** Ends the connections of sockets and accepts no new ones. */
  close(): void;
}

/** RFC 6455, 7.4.1: policy violation. AppSync's own close code is not documented. */
const POLICY = 1_008;

const connectOperation: RealtimeOperation = {
  path: CONNECT_PATH,
  body: CONNECT_BODY,
  operation: { query: '', operationName: 'DeepDish:Connect', variables: {} },
};

const schedule: Schedule = (task, milliseconds) => {
  const timer = setTimeout(task, milliseconds);
  return () => clearTimeout(timer);
};

/** Serves AppSync's real-time protocol on a path of an HTTP server. */
export function serveRealtime({ server, path, api, hub }: RealtimeOptions): Realtime {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: BODY_MAX_BYTES,
    handleProtocols: (offered) => (offered.has(SUBPROTOCOL) ? SUBPROTOCOL : false),
  });

  async function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const errors = await connectErrors(api, handshakeOf(request));
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      const client = clientOf(webSocket);
      webSocket.on('error', () => client.drop());
      if (errors) {
        refuse(client, errors);
        return;
      }
      const connection = openClient(client, api, hub);
      webSocket.on('message', (data) => connection.receive(String(data)));
      webSocket.on('close', () => connection.closed());
    });
  }

  function onUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    if (request.url?.split('?')[0] !== path) {
      // Another listener may handle the path. Without one, the client would wait forever.
      if (server.listenerCount('upgrade') === 1) {
        socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      }
      return;
    }
    const onError = (): void => void socket.destroy();
    socket.on('error', onError);
    upgrade(request, socket, head)
      .catch((error: unknown) => {
        console.error('Internal failure of an upgrade:', error);
        socket.destroy();
      })
      .finally(() => socket.off('error', onError));
  }

  server.on('upgrade', onUpgrade);
  return {
    async connect(request, client) {
      const errors = await connectErrors(api, request);
      if (!errors) return openClient(client, api, hub);
      refuse(client, errors);
      return null;
    },
    close() {
      server.off('upgrade', onUpgrade);
      for (const client of sockets.clients) client.terminate();
      sockets.close();
    },
  };
}

const handshakeOf = ({ url = '/', headers }: IncomingMessage): HandshakeRequest => ({
  url,
  headers: Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, String(value)]),
  ),
});

const clientOf = (socket: WebSocket): Client => ({
  send: (text) => socket.send(text),
  close: (code, reason) => socket.close(code, reason),
  drop: () => socket.terminate(),
  bufferedBytes: () => socket.bufferedAmount,
});

function refuse(client: Client, errors: readonly FrameError[]): void {
  client.send(JSON.stringify({ type: 'connection_error', payload: { errors } }));
  client.close(POLICY, '');
}

/** The errors of a refused connection, or null. */
async function connectErrors(
  api: RealtimeApi,
  request: HandshakeRequest,
): Promise<FrameError[] | null> {
  const handshake = readHandshake(request);
  if ('error' in handshake) return [handshake.error];
  try {
    await api.authorize(handshake.headers, connectOperation);
    return null;
  } catch (error) {
    if (!(error instanceof RequestError)) throw error;
    return [{ ...notAuthorized, errorCode: 401 }];
  }
}

function openClient(client: Client, api: RealtimeApi, hub: Hub): Connection {
  const unsubscribe = new Map<Ticket, () => void>();

  async function start(request: StartRequest, ticket: Ticket): Promise<void> {
    const outcome = await startSubscription(api, request);
    if ('errors' in outcome) {
      connection.started(ticket, outcome.errors);
      return;
    }
    const remove = hub.subscribe(outcome, {
      deliver: (message) => connection.published(ticket, message),
      end: () => connection.complete(ticket),
    });
    if (!remove) {
      connection.started(ticket, subscriptionsTooLong(SUBSCRIPTIONS_MAX_LENGTH));
      return;
    }
    unsubscribe.set(ticket, remove);
    if (connection.started(ticket, null)) return;
    unsubscribe.delete(ticket);
    remove();
  }

  const connection: Connection = openConnection(
    {
      ...client,
      start: (request, ticket) => void start(request, ticket),
      stop(ticket) {
        unsubscribe.get(ticket)?.();
        unsubscribe.delete(ticket);
      },
    },
    schedule,
  );
  return connection;
}

/**
 * Authorizes and starts a subscription. An internal failure is logged in full, and the client
 * receives a generic message.
 */
async function startSubscription(
  api: RealtimeApi,
  { body, operation, headers }: StartRequest,
): Promise<Subscription | { readonly errors: readonly FrameError[] }> {
  try {
    const caller = await api.authorize(headers, { path: '/graphql', body, operation });
    const outcome = await api.start(caller, operation, headers);
    return 'errors' in outcome ? { errors: outcome.errors.map(framed) } : outcome;
  } catch (error) {
    if (error instanceof RequestError) {
      return { errors: [{ errorType: error.errorType, message: error.message }] };
    }
    console.error('Internal failure of a subscription:', error);
    return {
      errors: [{ errorType: 'InternalFailure', message: 'Internal failure, see the log.' }],
    };
  }
}

/**
 * Converts an error for a frame. Captured errors have no path, no locations and no data.
 * @see https://github.com/aws-amplify/amplify-js/issues/12679
 * @see https://github.com/aws-amplify/amplify-cli/issues/7427
 */
function framed(entry: ErrorEntry): FrameError {
  const errorType = 'errorType' in entry ? entry.errorType : null;
  return { ...(errorType !== null && { errorType }), message: entry.message };
}
