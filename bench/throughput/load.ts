/**
 * The load, in a separate process: sends requests, a given number at once, and measures how long
 * each one takes.
 */
import { Agent, request, type IncomingMessage } from 'node:http';
import { answer } from '../child';
import { exercise, exerciseReader, QUERY } from './exercise';
import type { Address } from './product';

export interface LoadQuestion {
  /** A server, or the endpoint of the database itself. */
  readonly target: Address | string;
  readonly requests: number;
  readonly atOnce: number;
}

export interface LoadAnswer {
  readonly perSecond: number;
  /** Milliseconds. */
  readonly median: number;
  readonly p99: number;
}

type Send = () => Promise<void>;

const BODY = JSON.stringify({ query: QUERY, variables: { id: exercise.id } });
const EXPECTED = JSON.stringify({ data: { exercise } });

function toServer({ url, headers }: Address, agent: Agent): Send {
  const options = {
    method: 'POST',
    agent,
    headers: {
      ...headers,
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(BODY),
    },
  };
  return () =>
    new Promise((resolve, reject) => {
      const take = (response: IncomingMessage): void => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => (text += chunk));
        response.on('end', () => (text === EXPECTED ? resolve() : reject(new Error(text))));
      };
      request(url, options, take).on('error', reject).end(BODY);
    });
}

function toDatabase(endpoint: string): Send {
  const read = exerciseReader(endpoint);
  return async () => void (await read(exercise.id));
}

async function measure({ target, requests, atOnce }: LoadQuestion): Promise<LoadAnswer> {
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce });
  const send: Send = typeof target === 'string' ? toDatabase(target) : toServer(target, agent);
  const took: number[] = [];
  let left = requests;
  const sender = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      const started = performance.now();
      await send();
      took.push(performance.now() - started);
    }
  };
  const started = performance.now();
  await Promise.all(Array.from({ length: atOnce }, sender));
  const elapsed = performance.now() - started;
  agent.destroy();
  took.sort((a, b) => a - b);
  const at = (share: number): number => took[Math.floor(took.length * share)]!;
  return { perSecond: (requests * 1_000) / elapsed, median: at(0.5), p99: at(0.99) };
}

answer(measure);
