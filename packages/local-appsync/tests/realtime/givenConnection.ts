import {
  openConnection,
  type Connection,
  type Schedule,
  type Ticket,
} from '../../src/realtime/connection';

/** A clock that advances only when `pass` is called. */
export function givenClock(): { schedule: Schedule; pass(milliseconds: number): void } {
  let now = 0;
  const tasks = new Set<{ at: number; task: () => void }>();
  return {
    schedule(task, milliseconds) {
      const entry = { at: now + milliseconds, task };
      tasks.add(entry);
      return () => void tasks.delete(entry);
    },
    pass(milliseconds) {
      const end = now + milliseconds;
      for (;;) {
        const [next] = [...tasks].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
        if (!next) break;
        now = next.at;
        tasks.delete(next);
        next.task();
      }
      now = end;
    },
  };
}

export interface GivenConnection {
  readonly connection: Connection;
  /** Frames that were sent, and how the connection ended. */
  readonly sent: unknown[];
  readonly ended: string[];
  readonly attempts: Ticket[];
  readonly stopped: Ticket[];
  pass(milliseconds: number): void;
  receive(frame: unknown): void;
  /** Starts a subscription and accepts it. */
  subscribe(id: string): Ticket;
  /** Sets the number of bytes that the client has not read. */
  buffer(bytes: number): void;
}

/** An open connection without a socket, with its own clock. */
export function givenConnection(): GivenConnection {
  const sent: unknown[] = [];
  const ended: string[] = [];
  const attempts: Ticket[] = [];
  const stopped: Ticket[] = [];
  let buffered = 0;
  const clock = givenClock();
  const connection = openConnection(
    {
      send: (text) => sent.push(JSON.parse(text)),
      close: (code, reason) => ended.push(`${code} ${reason}`),
      drop: () => ended.push('dropped'),
      bufferedBytes: () => buffered,
      start: (_request, ticket) => attempts.push(ticket),
      stop: (ticket) => stopped.push(ticket),
    },
    clock.schedule,
  );
  const receive = (frame: unknown): void => connection.receive(JSON.stringify(frame));
  return {
    connection,
    sent,
    ended,
    attempts,
    stopped,
    pass: clock.pass,
    receive,
    subscribe(id) {
      receive(startFrame(id));
      const ticket = attempts.at(-1)!;
      connection.started(ticket, null);
      return ticket;
    },
    buffer(bytes) {
      buffered = bytes;
    },
  };
}

/** A `start` frame as in the guide. */
export const startFrame = (
  id: string,
  query = 'subscription { onPost { id title } }',
  authorization: unknown = { host: 'localhost', Authorization: 'token' },
): unknown => ({
  id,
  type: 'start',
  payload: { data: JSON.stringify({ query, variables: {} }), extensions: { authorization } },
});
