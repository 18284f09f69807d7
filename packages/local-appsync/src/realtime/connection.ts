import {
  readFrame,
  subscriptionsTooLong,
  tooManySubscriptions,
  type FrameError,
  type ServerFrame,
  type StartRequest,
} from './protocol';

/** Runs a task once after a delay. The returned function cancels it. */
export type Schedule = (task: () => void, milliseconds: number) => () => void;

/**
 * One attempt to subscribe. A client may stop an id and start it again while the first attempt is
 * still running.
 */
export interface Ticket {
  readonly id: string;
}

interface Attempt {
  readonly ticket: Ticket;
  /** Length of the id and of the request's body, in characters. */
  readonly length: number;
  accepted: boolean;
}

const lengthOf = (attempts: Iterable<Attempt>): number =>
  [...attempts].reduce((sum, { length }) => sum + length, 0);

/** The actions that a connection requests. */
export interface ConnectionActions {
  /** Sends a frame, as text. */
  send(text: string): void;
  /** Closes after sending all pending frames. */
  close(code: number, reason: string): void;
  /** Ends immediately and discards pending frames. */
  drop(): void;
  /** Bytes that were sent but not yet taken by the client. */
  bufferedBytes(): number;
  /** Authorizes and prepares a subscription, then passes the outcome to `started`. */
  start(request: StartRequest, ticket: Ticket): void;
  /** Ends a subscription: its client receives no further messages. */
  stop(ticket: Ticket): void;
}

/** The events that a connection handles. */
export interface Connection {
  /** Handles a text frame from the client. */
  receive(text: string): void;
  /**
   * Handles the outcome of a `start`: null if it was accepted, otherwise the errors. Returns false
   * if the attempt was stopped in the meantime.
   */
  started(ticket: Ticket, errors: readonly FrameError[] | FrameError | null): boolean;
  /**
   * Sends a published message to the client.
   * @param message a `SubscriptionData` as JSON: many connections send the same text
   */
  published(ticket: Ticket, message: string): void;
  /** Ends a subscription from the server's side. */
  complete(ticket: Ticket): void;
  /** Handles a closed socket. */
  closed(): void;
}

/** @see https://docs.aws.amazon.com/appsync/latest/devguide/real-time-websocket-client.html */
export const CONNECTION_TIMEOUT_MS = 300_000;
export const KEEP_ALIVE_MS = 60_000;
export const CONNECTION_MAX_MS = 24 * 3_600_000;
/** @see https://docs.aws.amazon.com/general/latest/gr/appsync.html */
export const SUBSCRIPTIONS_MAX = 100;
/**
 * Maximum length of several subscriptions, in characters of their ids and request bodies. Our own
 * limit, on memory. A single subscription may be as long as a request.
 */
export const SUBSCRIPTIONS_MAX_LENGTH = 262_144;
/** Our own limit: AWS documents that it disconnects a slow consumer, but not when. */
export const BUFFERED_MAX_BYTES = 2 * 1_024 * 1_024;
/** Delay of an acknowledgement. A client that does not wait for it is ignored during this time. */
export const ACKNOWLEDGE_MS = 25;

/** RFC 6455, 7.4.1: going away. AppSync's own close code is not documented. */
const GOING_AWAY = 1_001;

/**
 * One authorized connection, independent of its socket. It handles frames and events, and requests
 * actions.
 *
 * `connection_init` is optional. After it, frames before `connection_ack` are ignored. Keep-alive
 * frames start immediately. The client is disconnected after 24 hours.
 */
export function openConnection(actions: ConnectionActions, schedule: Schedule): Connection {
  /** Attempts and accepted subscriptions, by the client's id. */
  const tickets = new Map<string, Attempt>();
  let state: 'open' | 'acknowledging' | 'closed' = 'open';
  let cancelKeepAlive = (): void => undefined;
  let cancelAcknowledge = (): void => undefined;
  const cancelEnd = schedule(() => {
    end();
    actions.close(GOING_AWAY, 'Connection duration limit reached');
  }, CONNECTION_MAX_MS);

  const send = (frame: ServerFrame): void => sendText(JSON.stringify(frame));

  function sendText(text: string): void {
    if (state === 'closed') return;
    actions.send(text);
    if (actions.bufferedBytes() <= BUFFERED_MAX_BYTES) return;
    end();
    actions.drop();
  }

  function keepAlive(): void {
    cancelKeepAlive = schedule(() => {
      keepAlive();
      send({ type: 'ka' });
    }, KEEP_ALIVE_MS);
  }

  function acknowledge(): void {
    state = 'open';
    send({
      type: 'connection_ack',
      payload: { connectionTimeoutMs: CONNECTION_TIMEOUT_MS },
    });
    send({ type: 'ka' });
  }

  function end(): void {
    if (state === 'closed') return;
    state = 'closed';
    cancelKeepAlive();
    cancelAcknowledge();
    cancelEnd();
    for (const { ticket } of tickets.values()) actions.stop(ticket);
    tickets.clear();
  }

  function refuse(error: FrameError, id?: string): void {
    send({ ...(id !== undefined && { id }), type: 'error', payload: { errors: [error] } });
  }

  function start(request: StartRequest): void {
    const { id } = request;
    if (tickets.has(id)) {
      refuse(
        { errorType: 'DuplicatedOperationError', message: `Duplicated operation with id ${id}` },
        id,
      );
      return;
    }
    if (tickets.size >= SUBSCRIPTIONS_MAX) {
      const errors = tooManySubscriptions(SUBSCRIPTIONS_MAX);
      send({ id, type: 'error', payload: { errors } });
      return;
    }
    const length = id.length + request.body.length;
    if (tickets.size > 0 && length + lengthOf(tickets.values()) > SUBSCRIPTIONS_MAX_LENGTH) {
      const errors = subscriptionsTooLong(SUBSCRIPTIONS_MAX_LENGTH);
      send({ id, type: 'error', payload: { errors } });
      return;
    }
    const ticket: Ticket = { id };
    tickets.set(id, { ticket, length, accepted: false });
    actions.start(request, ticket);
  }

  function stop(id: string): void {
    const known = tickets.get(id);
    if (!known) {
      refuse({ errorType: 'UnknownOperationError', message: `Unknown operation id ${id}` }, id);
      return;
    }
    tickets.delete(id);
    actions.stop(known.ticket);
    send({ type: 'complete', id });
  }

  /** The entry of an attempt, or null if its id was stopped or now belongs to another attempt. */
  function current(ticket: Ticket): Attempt | null {
    const known = tickets.get(ticket.id);
    return known?.ticket === ticket ? known : null;
  }

  keepAlive();
  return {
    receive(text) {
      if (state !== 'open') return;
      const frame = readFrame(text);
      switch (frame.type) {
        case 'connection_init':
          state = 'acknowledging';
          cancelAcknowledge = schedule(acknowledge, ACKNOWLEDGE_MS);
          break;
        case 'start':
          start(frame.request);
          break;
        case 'stop':
          stop(frame.id);
          break;
        case 'refused':
          refuse(frame.error, frame.id);
          break;
      }
    },
    started(ticket, errors) {
      const known = current(ticket);
      if (!known) return false;
      if (errors) {
        tickets.delete(ticket.id);
        send({ id: ticket.id, type: 'error', payload: { errors } });
        return true;
      }
      known.accepted = true;
      send({ id: ticket.id, type: 'start_ack' });
      return true;
    },
    published(ticket, message) {
      if (!current(ticket)?.accepted) return;
      sendText(`{"id":${JSON.stringify(ticket.id)},"type":"data","payload":${message}}`);
    },
    complete(ticket) {
      if (!current(ticket)) return;
      tickets.delete(ticket.id);
      actions.stop(ticket);
      send({ id: ticket.id, type: 'complete' });
    },
    closed: end,
  };
}
