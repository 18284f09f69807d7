import { createHash, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Context } from '../context';
import { Failure } from '../failure';
import { page, pageHeaders } from './page';
import { randomText } from './pkce';

/** The learner has this long to sign in. */
export const SIGN_IN_MS = 300_000;

/** The address on this machine to which the browser returns after a sign-in (RFC 8252 §7.3). */
export interface Loopback<T> {
  readonly returnTo: string;
  readonly port: number;
  /**
   * The result of the sign-in.
   * @throws Failure if it was refused, took too long, or was stopped
   */
  readonly result: Promise<T>;
  close(): Promise<void>;
}

/**
 * Waits for the browser on a free port. Only this machine can connect, and only a request with the
 * state of this sign-in counts.
 *
 * @param finish exchanges the login code for the result. The browser shows whether that worked.
 */
export async function openLoopback<T>(
  { clock, signal }: Context,
  finish: (code: string) => Promise<T>,
): Promise<Loopback<T>> {
  const state = randomText();
  const { promise: result, resolve, reject } = withResolvers<T>();
  // Whoever awaits it later still gets the error.
  result.catch(() => undefined);

  let isUsed = false;
  const server = createServer(async (request, response) => {
    const answer = (status: number, heading: string, advice: string) =>
      respond(response, status, heading, advice);
    const query = queryOf(request, port);
    if (typeof query === 'number') return answer(query, 'There is nothing here.', '');
    if (!isSame(query.get('state') ?? '', state)) {
      return answer(
        400,
        'This is not the current sign-in.',
        'Open the address that the terminal shows.',
      );
    }
    if (isUsed) return answer(400, 'This sign-in is over.', 'You can close this window.');
    isUsed = true;
    return outcomeOf(query, finish).then(
      async (value) => {
        await answer(200, 'You are signed in.', 'You can close this window.');
        resolve(value);
      },
      async (error: unknown) => {
        await answer(200, 'You are not signed in.', 'The terminal shows the reason.');
        reject(error);
      },
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;

  const interrupt = () => reject(signal.reason);
  if (signal.aborted) interrupt();
  signal.addEventListener('abort', interrupt);
  const cancelLimit = clock.after(SIGN_IN_MS, () =>
    reject(new Failure('SignedOut', 'No sign-in within 5 minutes. Run: akasha-labs login')),
  );
  return {
    returnTo: `http://127.0.0.1:${port}/callback?state=${state}`,
    port,
    result,
    async close() {
      cancelLimit();
      signal.removeEventListener('abort', interrupt);
      server.close();
      // Browsers keep spare connections, which would keep this process alive.
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

function withResolvers<T>() {
  let resolve!: (value: T) => void;
  let reject!: (reason: unknown) => void;
  const promise = new Promise<T>((onValue, onReason) => {
    resolve = onValue;
    reject = onReason;
  });
  return { promise, resolve, reject };
}

/** The query of a callback, or the status of any other request. */
function queryOf({ method, url = '', headers }: IncomingMessage, port: number) {
  // A page elsewhere may have given another name to this machine.
  if (headers.host !== `127.0.0.1:${port}`) return 400;
  const [path, query = ''] = url.split('?', 2);
  if (path !== '/callback') return 404;
  return method === 'GET' ? new URLSearchParams(query) : 405;
}

/** Compares digests, which have equal length, in a time that reveals nothing about the texts. */
const isSame = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b));

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Resolves when the browser has the page, or has gone. */
function respond(
  response: ServerResponse,
  status: number,
  heading: string,
  advice: string,
): Promise<void> {
  return new Promise((resolve) => {
    if (response.destroyed) return resolve();
    response.once('close', resolve);
    response.writeHead(status, pageHeaders);
    return response.end(page(heading, advice));
  });
}

async function outcomeOf<T>(
  query: URLSearchParams,
  finish: (code: string) => Promise<T>,
): Promise<T> {
  const error = query.get('error');
  if (error !== null) throw signInFailure(error);
  const code = query.get('code');
  if (!code || code.length > 128) throw signInFailure('invalid_code');
  return finish(code);
}

/** Why the server refused a sign-in. The codes are those of its `functions/lib/refusal.ts`. */
export function signInFailure(code: string): Failure {
  switch (code) {
    case 'access_denied':
      return new Failure('SignedOut', 'The sign-in was cancelled.');
    // Our own code: the browser did not bring one that could be exchanged.
    case 'invalid_code':
    case 'invalid_grant':
      return new Failure(
        'SignedOut',
        'The browser came back with a code that is not valid. Run: akasha-labs login',
      );
    case 'sign_in_expired':
      return new Failure('SignedOut', 'The sign-in took too long. Run: akasha-labs login');
    case 'github_unavailable':
      return new Failure('Unavailable', 'GitHub did not confirm who you are. Try again later.');
    case 'temporarily_unavailable':
    case 'server_error':
      return new Failure('Unavailable', 'The server has a fault right now. Try again later.');
    default: {
      const named = /^[a-z_]{1,64}$/.test(code) ? ` (${code})` : '';
      return new Failure('Unavailable', `The server refused the sign-in${named}.`);
    }
  }
}
