import type { IncomingMessage, ServerResponse } from 'node:http';
import { BODY_MAX_BYTES, type HttpRequest, type HttpResponse } from './http';

export class BodyTooLarge extends Error {}

/** @throws BodyTooLarge over AppSync's limit */
export async function readBody(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > BODY_MAX_BYTES) throw new BodyTooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** A header that was sent several times has a list. Names are in lower case already. */
export function readHeaders(incoming: IncomingMessage): Record<string, string | string[]> {
  return Object.fromEntries(
    Object.entries(incoming.headersDistinct).map(([name, values = []]) => [
      name,
      values.length === 1 ? values[0]! : values,
    ]),
  );
}

/** Answers a request of `node:http` with what answers requests to `/graphql`. */
export async function answerGraphql(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  handle: (request: HttpRequest) => Promise<HttpResponse>,
): Promise<void> {
  const body = (await readBody(incoming)).toString();
  const {
    status,
    headers,
    body: answer,
  } = await handle({
    method: incoming.method ?? '',
    headers: readHeaders(incoming),
    body,
  });
  outgoing.writeHead(status, headers).end(answer);
}
