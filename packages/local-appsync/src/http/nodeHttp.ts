import type { IncomingMessage, ServerResponse } from 'node:http';
import { finished } from 'node:stream/promises';
import { BODY_MAX_BYTES, bodyTooLarge, failure } from './http';
import type { HttpRequest, HttpResponse } from './httpMessage';

/** How long a client may continue to send a body that is discarded, in milliseconds. */
const LINGER_MS = 2_000;

/**
 * Reads a request's body.
 * @throws RequestError 413 above AppSync's limit; a response can still be sent
 */
export async function readBody(incoming: IncomingMessage): Promise<Buffer> {
  if (Number(incoming.headers['content-length']) > BODY_MAX_BYTES) throw bodyTooLarge();
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of incoming.iterator({ destroyOnReturn: false })) {
    length += (chunk as Buffer).length;
    if (length > BODY_MAX_BYTES) throw bodyTooLarge();
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}

/**
 * Reads the headers of a request. A repeated header has a list of values. Names are already
 * lowercase.
 */
export function readHeaders(incoming: IncomingMessage): Record<string, string | string[]> {
  return Object.fromEntries(
    Object.entries(incoming.headersDistinct).map(([name, values = []]) => [
      name,
      values.length === 1 ? values[0]! : values,
    ]),
  );
}

/**
 * The URL of a request, in either form of RFC 9112 §3.2: `/path` or an absolute URL. Null if it is
 * invalid or contains credentials.
 */
export function readUrl(incoming: IncomingMessage): URL | null {
  const { url: target = '', headers } = incoming;
  const address = target.startsWith('/')
    ? `http://${headers.host ?? 'localhost'}${target}`
    : target;
  if (!/^https?:/i.test(address) || !URL.canParse(address)) return null;
  const url = new URL(address);
  return url.username || url.password ? null : url;
}

/** Responds to a `node:http` request with the handler of requests to `/graphql`. */
export async function answerGraphql(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  handle: (request: HttpRequest) => Promise<HttpResponse>,
): Promise<void> {
  const body = (await readBody(incoming)).toString();
  const answer = await handle({
    method: incoming.method ?? '',
    headers: readHeaders(incoming),
    body,
  });
  outgoing.writeHead(answer.status, lengthened(answer)).end(answer.body);
}

const lengthened = ({ headers, body }: HttpResponse) => ({
  ...headers,
  'content-length': Buffer.byteLength(body),
});

/**
 * Responds to a failed request with its error, or as an internal failure, which is logged. Sends
 * nothing to a client that disconnected.
 *
 * Anything that the client still sends is read and discarded for a while: closing the connection
 * earlier would lose the response (RFC 9112 §9.6).
 */
export async function answerFailure(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  error: unknown,
): Promise<void> {
  if (incoming.destroyed && !incoming.complete) return;
  const answer = failure(error);
  if (outgoing.headersSent) {
    outgoing.destroy();
    return;
  }
  if (incoming.complete) {
    outgoing.writeHead(answer.status, lengthened(answer)).end(answer.body);
    return;
  }
  outgoing.writeHead(answer.status, { ...lengthened(answer), connection: 'close' });
  outgoing.write(answer.body);
  const signal = AbortSignal.timeout(LINGER_MS);
  await finished(incoming.resume(), { signal }).catch(() => undefined);
  outgoing.end();
}
