import { arch } from 'node:process';
import { version } from '../../package.json';
import type { Context } from '../context';
import { Failure } from '../failure';
import { isSafe } from './serverUrl';

/** A server that sends nothing for this long has failed. */
export const IDLE_MS = 10_000;

/** No request takes longer. */
export const WHOLE_MS = 60_000;

export interface Request {
  readonly method?: 'GET' | 'HEAD' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** A longer response is refused, at the latest when its next byte arrives. */
  readonly maxBytes: number;
  /** Ends the request earlier than the usual limit. */
  readonly wholeMs?: number;
  /** Whether to go where the server redirects. Never with a credential. */
  readonly follow?: boolean;
  readonly onBytes?: (bytes: number) => void;
}

export interface Response {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Buffer;
}

/** Why there is no response. `retry` is whether the same request may succeed in a moment. */
export class NoResponse extends Failure {
  readonly retry: boolean;

  constructor(message: string, { retry }: { retry: boolean }) {
    super('Unavailable', message);
    this.retry = retry;
  }
}

/** The response is longer than what the request allows. */
export class TooLong extends Failure {
  constructor(host: string) {
    super('Unavailable', `${host} sent more than it should have.`);
  }
}

/** A redirect led to an address that is not encrypted. */
export class UnsafeRedirect extends Failure {
  constructor(host: string) {
    super('Unavailable', `${host} redirects to an address that is not safe.`);
  }
}

const REDIRECTS_MAX = 5;

/**
 * Sends one request and reads the whole response, whatever its status.
 *
 * @throws NoResponse if the server cannot be reached or does not respond in time
 * @throws TooLong
 * @throws UnsafeRedirect
 * @throws Failure `Interrupted`
 */
export async function request(context: Context, url: string, init: Request): Promise<Response> {
  const { host } = new URL(url);
  const limit = timeLimit(context, host, init.wholeMs ?? WHOLE_MS);
  try {
    const response = await fetchFrom(url, init.follow ? REDIRECTS_MAX : 0, {
      method: init.method ?? 'GET',
      headers: { ...init.headers, 'user-agent': userAgent(context) },
      ...(init.body !== undefined && { body: init.body }),
      redirect: 'manual',
      signal: limit.signal,
    });
    const body = await read(response, { ...init, host, onData: limit.restart });
    return { status: response.status, headers: response.headers, body };
  } catch (error) {
    if (limit.signal.aborted) throw limit.signal.reason;
    if (error instanceof Failure) {
      // The rest of the response is not wanted.
      limit.stop(error);
      throw error;
    }
    throw noResponse(host, error);
  } finally {
    limit.end();
  }
}

/** Fetches from an address, and from where it redirects. */
async function fetchFrom(
  url: string,
  redirects: number,
  init: RequestInit,
): Promise<globalThis.Response> {
  const response = await fetch(url, init);
  const location = response.headers.get('location');
  if (redirects === 0 || location === null || !REDIRECTS.has(response.status)) return response;
  const { host, protocol } = new URL(url);
  const next = URL.canParse(location, url) ? new URL(location, url) : undefined;
  if (!next || !isSafe(next) || (protocol === 'https:' && next.protocol !== 'https:')) {
    throw new UnsafeRedirect(host);
  }
  await response.body?.cancel();
  return fetchFrom(next.href, redirects - 1, init);
}

const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/** It is stored with a session, so that people recognize it in the list of their sessions. */
const userAgent = ({ platform }: Context): string =>
  `akasha-labs/${version} (${platform} ${arch}; Node.js ${process.versions.node})`;

/** A signal that aborts when the server is silent, when it takes too long, or on Ctrl-C. */
function timeLimit({ clock, signal: interruption }: Context, host: string, wholeMs: number) {
  const controller = new AbortController();
  const stop = (reason: unknown) => controller.abort(reason);
  const interrupt = () => stop(interruption.reason);
  if (interruption.aborted) interrupt();
  interruption.addEventListener('abort', interrupt);
  const late = () => {
    stop(new NoResponse(`${host} did not respond in time. Try again later.`, { retry: false }));
  };
  const cancelWhole = clock.after(wholeMs, late);
  let cancelIdle = clock.after(IDLE_MS, late);
  return {
    signal: controller.signal,
    stop,
    restart() {
      cancelIdle();
      cancelIdle = clock.after(IDLE_MS, late);
    },
    end() {
      cancelIdle();
      cancelWhole();
      interruption.removeEventListener('abort', interrupt);
    },
  };
}

async function read(
  response: globalThis.Response,
  { maxBytes, onBytes, onData, host }: Request & { host: string; onData: () => void },
): Promise<Buffer> {
  onData();
  if (Number(response.headers.get('content-length') ?? 0) > maxBytes) throw new TooLong(host);
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    onData();
    bytes += chunk.byteLength;
    if (bytes > maxBytes) throw new TooLong(host);
    chunks.push(chunk);
    onBytes?.(bytes);
  }
  return Buffer.concat(chunks);
}

/** Why `fetch` rejected: the code is in the cause of its error. */
function noResponse(host: string, error: unknown): NoResponse {
  const code = codeIn(error);
  switch (code) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'ECONNREFUSED':
    case 'ENETUNREACH':
    case 'EHOSTUNREACH':
    case 'ENETDOWN':
      return new NoResponse(`${host} cannot be reached. Are you online?`, { retry: false });
    case 'ETIMEDOUT':
    case 'UND_ERR_CONNECT_TIMEOUT':
      return new NoResponse(`${host} did not respond in time. Try again later.`, { retry: false });
    case 'ECONNRESET':
    case 'EPIPE':
    case 'UND_ERR_SOCKET':
      return new NoResponse(`${host} closed the connection. Try again later.`, { retry: true });
    default: {
      const reason = /CERT|SSL|TLS|SELF_SIGNED|ISSUER|SIGNATURE/.test(code)
        ? `The certificate of ${host} is not valid (${code}).`
        : `The connection to ${host} failed${code && ` (${code})`}.`;
      return new NoResponse(reason, { retry: false });
    }
  }
}

function codeIn(error: unknown): string {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ('code' in cause && typeof cause.code === 'string') return cause.code;
    if (cause instanceof AggregateError) return codeIn(cause.errors[0]);
  }
  return '';
}
