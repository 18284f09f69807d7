import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { SourceResult } from '../dataSource';
import { SourceFault } from '../fault';
import { REQUEST_MAX_MS, type Timer } from '../deadline';
import { decode } from './contentType';
import type { HttpCall } from './request';

/** The largest body of a response, in bytes: what an evaluated response may have. */
const BODY_MAX_BYTES = 5 * 1024 * 1024;

/**
 * Sends a request and answers what came back, whatever its status; redirects are not followed. Only
 * a response that did not arrive whole is an error. Never rejects.
 */
export function send(endpoint: URL, call: HttpCall, timer: Timer): Promise<SourceResult> {
  const { method, path, headers, body } = call;
  return new Promise((resolve) => {
    const outgoing = (endpoint.protocol === 'https:' ? httpsRequest : httpRequest)(endpoint, {
      method,
      path,
      headers: { ...headers, ...(body && { 'Content-Length': body.length }) },
    });
    const cancel = timer(REQUEST_MAX_MS, () => {
      // Type and message as recorded in aws/aws-appsync-community#43.
      end(faulty(new SourceFault('Http:ExecutionTimeoutException', 'execution timed out')));
    });
    /** What happens to the connection after the answer is of no interest. */
    function end(answer: SourceResult): void {
      cancel();
      resolve(answer);
      outgoing.destroy();
    }
    outgoing.on('error', (error) => {
      end(faulty(error));
    });
    outgoing.on('response', (incoming) => {
      void resultOf(incoming)
        .then((result) => ({ result }), faulty)
        .then((answer) => {
          // A connection whose response arrived whole is kept for the next request.
          if ('error' in answer) {
            end(answer);
            return;
          }
          cancel();
          resolve(answer);
        });
    });
    outgoing.end(body);
  });
}

async function resultOf(incoming: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > BODY_MAX_BYTES) throw new SourceFault('MappingTemplate', 'Transformation too large');
    chunks.push(chunk);
  }
  return {
    statusCode: incoming.statusCode,
    headers: headersOf(incoming),
    body: decode(Buffer.concat(chunks), incoming.headers['content-type']),
  };
}

/**
 * Headers by their names as the endpoint wrote them
 * (`$ctx.result.headers.get("Content-Type")`). One that is repeated is one list, RFC 9110 §5.3.
 */
function headersOf({ rawHeaders }: IncomingMessage): Record<string, string> {
  const headers = new Map<string, [name: string, value: string]>();
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const [name, value] = [rawHeaders[i]!, rawHeaders[i + 1]!];
    const known = headers.get(name.toLowerCase());
    headers.set(name.toLowerCase(), known ? [known[0], `${known[1]}, ${value}`] : [name, value]);
  }
  return Object.fromEntries(headers.values());
}

/**
 * A response that did not arrive. The type is not documented; the exception's name is recorded in
 * aws/aws-appsync-community#79.
 */
function faulty(error: unknown): SourceResult {
  if (error instanceof SourceFault) {
    return { result: null, error: { type: error.type, message: error.message } };
  }
  // The failure of all addresses of a host has no message of its own.
  const { message, code } = error as NodeJS.ErrnoException;
  return {
    result: null,
    error: { type: 'Http:HttpRequestException', message: message || String(code) },
  };
}
