import { once } from 'node:events';
import { WebSocket } from 'ws';
import { operation } from './operation';
import type { DataOf } from '../../model/operation';

const OF_ALL = operation(
  `subscription { onCompletion { exerciseId username avatarUrl points completedAt } }`,
);
const OF_ONE = operation(`subscription ($exercise: ID) {
  onCompletion(exerciseId: $exercise) { exerciseId username avatarUrl points completedAt }
}`);

/** The data of an `onCompletion` event. */
export type CompletionEvent = NonNullable<DataOf<typeof OF_ALL>['onCompletion']>;

export interface Frame {
  id?: string;
  type: string;
  payload?: { data?: { onCompletion: CompletionEvent }; errors?: unknown[] };
}

/** A client on a raw WebSocket. */
export interface Subscriber {
  /** All frames received, with their time in milliseconds of `performance.now()`. */
  readonly frames: readonly { readonly text: string; readonly at: number }[];
  /** Starts `onCompletion` for one exercise or all. Rejects when the server refuses it. */
  start(id: string, exerciseId?: string): Promise<void>;
  /** Starts a subscription. @returns the server's reply: a `start_ack` or `error` frame */
  ask(id: string, query: string, variables?: Record<string, unknown>): Promise<Frame>;
  /** The events received so far for a subscription id. */
  events(id: string): CompletionEvent[];
  /** Resolves when `count` events have been received for a subscription id. */
  received(id: string, count: number): Promise<void>;
  /** Resolves when everything sent before has been received. */
  settled(): Promise<void>;
  close(): void;
}

/**
 * Connects with AppSync's protocol.
 * @param authorization the credentials of the handshake: `x-api-key` or `Authorization`
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/real-time-websocket-client.html
 */
export async function connectSubscriber(
  url: string,
  authorization: Record<string, string>,
): Promise<Subscriber> {
  const credentials = { host: new URL(url).host, ...authorization };
  const header = Buffer.from(JSON.stringify(credentials)).toString('base64url');
  const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql/realtime`, [
    'graphql-ws',
    `header-${header}`,
  ]);
  const frames: { text: string; at: number; frame: Frame }[] = [];
  const waiting = new Map<() => void, (reason: Error) => void>();
  let ended: Error | undefined;
  const end = (reason: Error) => {
    ended ??= reason;
    for (const reject of waiting.values()) reject(ended);
  };
  socket.on('error', end);
  socket.on('close', (code) => {
    end(new Error(`The socket closed with ${code} after ${frames.at(-1)?.text ?? 'nothing'}`));
  });
  socket.on('message', (data) => {
    const text = String(data);
    frames.push({ text, at: performance.now(), frame: JSON.parse(text) as Frame });
    for (const look of waiting.keys()) look();
  });
  const until = (isSo: () => boolean) =>
    new Promise<void>((resolve, reject) => {
      const look = () => {
        if (!isSo()) return;
        waiting.delete(look);
        resolve();
      };
      if (ended) reject(ended);
      waiting.set(look, reject);
      look();
    });
  const send = (frame: object) => socket.send(JSON.stringify(frame));
  const answer = async (id: string) => {
    const find = () => frames.find(({ frame }) => frame.id === id && frame.type !== 'data');
    await until(() => find() !== undefined);
    return find()!.frame;
  };
  const events = (id: string) =>
    frames
      .filter(({ frame }) => frame.id === id && frame.type === 'data')
      .map(({ text, frame: { payload } }) => {
        if (!payload?.data || payload.errors) throw new Error(`An event with errors: ${text}`);
        return payload.data.onCompletion;
      });
  const ask = async (id: string, query: string, variables: Record<string, unknown> = {}) => {
    const data = JSON.stringify({ query, variables });
    send({ id, type: 'start', payload: { data, extensions: { authorization: credentials } } });
    return answer(id);
  };
  const start = async (id: string, exerciseId?: string) => {
    const { type, payload } = await (exerciseId
      ? ask(id, OF_ONE, { exercise: exerciseId })
      : ask(id, OF_ALL));
    if (type !== 'start_ack') throw new Error(`Refused: ${JSON.stringify(payload)}`);
  };

  await once(socket, 'open');
  send({ type: 'connection_init' });
  await until(() => frames.some(({ frame }) => frame.type === 'connection_ack'));
  let asked = 0;
  return {
    frames,
    start,
    ask,
    events,
    received: (id, count) => until(() => events(id).length >= count),
    // Frames keep their order, so the reply to this frame arrives after all earlier frames.
    async settled() {
      asked += 1;
      const id = `nothing-${asked}`;
      send({ id, type: 'stop' });
      await answer(id);
    },
    close: () => socket.terminate(),
  };
}
