import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { SourceResult } from '../dataSource';
import { SourceFault } from '../fault';
import { REQUEST_MAX_MS, type Timer } from '../deadline';
import { decode } from './contentType';
import type { HttpCall } from './request';

/** Maximum size of a response's body, in bytes: the limit of an evaluated response. */
const BODY_MAX_BYTES = 5 * 1024 * 1024;

/**
 * Sends a request and returns the response, whatever its status. Does not follow redirects. Only a
 * missing or incomplete response is an error. Never rejects.
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
    /** Closes the connection. Later events of the connection have no effect. */
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
          // After a complete response, the connection stays open for the next request.
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
 * Headers, with names as the endpoint wrote them (`$ctx.result.headers.get("Content-Type")`). A
 * repeated header becomes one list, RFC 9110 §5.3.
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
 * The error for a response that did not arrive. Its type is not documented. The name of the
 * exception is recorded in aws/aws-appsync-community#79.
 */
function faulty(error: unknown): SourceResult {
  if (error instanceof SourceFault) {
    return { result: null, error: { type: error.type, message: error.message } };
  }
  // If all addresses of a host fail, the error has no message.
  const { message, code } = error as NodeJS.ErrnoException;
  return {
    result: null,
    error: { type: 'Http:HttpRequestException', message: message || String(code) },
  };
}
