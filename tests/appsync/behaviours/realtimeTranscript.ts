import { expect } from 'vitest';
import type { Given, Source } from './behaviour';
import { operation } from './given';
import type { Transport } from './transports';

/** What a client sends to open a connection, beside what every WebSocket sends. */
export interface Upgrade {
  /** With its question mark. */
  readonly query?: string;
  readonly protocols?: readonly string[];
  readonly headers?: Readonly<Record<string, string>>;
}

/** A value, or what makes it when it is needed: a signature is good for some minutes. */
type Eventually<Value> = Value | (() => Promise<Value>);

/** What happens next on a connection. Matchers may stand in what is received. */
export type Step =
  /** A frame from the client; a text is sent as it is. */
  | { readonly sends: Eventually<unknown> }
  /** The next frames from AppSync, whole. */
  | { readonly receives: readonly unknown[] }
  /**
   * A request to `/graphql` by somebody else, and its answer; without errors when that is omitted,
   * and 200 when its status is.
   */
  | {
      readonly mutates: string;
      readonly variables?: Record<string, unknown>;
      readonly answer?: unknown;
      readonly status?: number;
    }
  /** AppSync closes the connection, with this code. */
  | { readonly ends: unknown };

/** One thing that AppSync does on a WebSocket, as all that goes over one connection. */
export interface Transcript {
  /** Stable: `AREA-thing-aspect`. */
  readonly id: string;
  /** What AppSync does, as the end of a sentence that begins with AppSync. */
  readonly says: string;
  readonly source: Source;
  readonly given: Given;
  readonly connects: Eventually<Upgrade>;
  readonly steps: readonly Step[];
}

/** A client's end of a connection. */
export interface RealtimeClient {
  send(text: string): void;
  /** The next frame, or `{ ended: code }` once the connection is closed. */
  next(): Promise<unknown>;
  close(): Promise<void>;
}

/** Nothing else was sent, and nothing else will be: what is asked last is answered last. */
const fence = { id: 'fence', type: 'stop' };

/** Goes through a transcript. A frame that it does not have is a failure, wherever it comes. */
export async function follows(
  { given, connects, steps }: Transcript,
  transport: Transport,
): Promise<void> {
  const client = await transport.connect(given, await value(connects));
  const take = async (count: number): Promise<unknown[]> => {
    const frames: unknown[] = [];
    while (frames.length < count) frames.push(await client.next());
    return frames;
  };
  try {
    for (const step of steps) {
      if ('sends' in step) {
        const frame = await value(step.sends);
        client.send(typeof frame === 'string' ? frame : JSON.stringify(frame));
      } else if ('receives' in step) {
        expect(await take(step.receives.length)).toEqual(step.receives);
      } else if ('ends' in step) {
        expect(await client.next()).toEqual({ ended: step.ends });
        return;
      } else {
        const { mutates, variables = {}, answer, status = 200 } = step;
        const received = await transport.send(given, {
          body: operation(mutates, variables),
          answer: {},
        });
        expect(received).toMatchObject({ status });
        const body: unknown = JSON.parse(received.body);
        if (answer === undefined) expect(body).not.toHaveProperty('errors');
        else expect(body).toEqual(answer);
      }
    }
    client.send(JSON.stringify(fence));
    expect(await client.next()).toMatchObject({ id: 'fence', type: 'error' });
  } finally {
    await client.close();
  }
}

const value = async <Value>(eventually: Eventually<Value>): Promise<Value> =>
  typeof eventually === 'function' ? (eventually as () => Promise<Value>)() : eventually;
