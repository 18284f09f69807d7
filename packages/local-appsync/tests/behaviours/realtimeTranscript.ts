import { expect } from 'vitest';
import type { Eventually, Transcript } from './behaviour';
import { operation } from './given';
import type { Transport } from './transports';

/** Sent last and answered last, which proves that AppSync sent no other frame. */
const fence = { id: 'fence', type: 'stop' };

/** Runs a transcript. A frame that it does not list is a failure, wherever it occurs. */
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
