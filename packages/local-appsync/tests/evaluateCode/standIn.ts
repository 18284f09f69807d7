import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { z } from 'zod';
import {
  contextSchema,
  evaluateCode,
  type EvaluateCodeOutput,
} from '../../src/evaluator/evaluateCode';
import { NOW } from '../behaviours/evaluations';

/**
 * An EvaluateCode request on the wire.
 * @see https://docs.aws.amazon.com/appsync/latest/APIReference/API_EvaluateCode.html
 */
const requestSchema = z.strictObject({
  runtime: z.strictObject({
    name: z.literal('APPSYNC_JS'),
    runtimeVersion: z.literal('1.0.0'),
  }),
  code: z.string().min(1).max(32_768),
  context: z.string().min(2).max(28_000),
  function: z.enum(['request', 'response']),
});

export interface StandIn {
  readonly url: string;
  /** Number of requests that it has answered. */
  readonly count: () => number;
  close(): Promise<void>;
}

/**
 * EvaluateCode on a free port, in front of the local evaluator, with the path and the shapes of the
 * model, and a signature for the service.
 *
 * @param otherwise output that replaces the evaluator's for some code; undefined for any other
 */
export async function startStandIn(
  otherwise: (code: string) => EvaluateCodeOutput | undefined = () => undefined,
): Promise<StandIn> {
  let count = 0;
  const server = createServer((request, response) => {
    answer(request, otherwise).then(
      ({ status, body, type }) => {
        count += 1;
        send(response, status, body, type);
      },
      (error: unknown) =>
        send(response, 500, { message: String(error) }, 'InternalFailureException'),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    count: () => count,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function answer(
  request: IncomingMessage,
  otherwise: (code: string) => EvaluateCodeOutput | undefined,
): Promise<{ status: number; body: object; type?: string }> {
  if (request.method !== 'POST' || request.url !== '/v1/dataplane-evaluatecode') {
    return { status: 404, body: { message: `${request.method} ${request.url}` } };
  }
  if (
    !/Credential=[^/]+\/\d{8}\/[^/]+\/appsync\/aws4_request,/.test(
      String(request.headers.authorization),
    )
  ) {
    return { status: 403, body: { message: 'no signature' }, type: 'AccessDeniedException' };
  }
  const parsed = requestSchema.safeParse(await json(request));
  if (!parsed.success) {
    return { status: 400, body: { message: parsed.error.message }, type: 'BadRequestException' };
  }
  const { code, context, function: handler } = parsed.data;
  const output = evaluateCode(code, handler, contextSchema.parse(JSON.parse(context)), {
    now: () => NOW,
  });
  return { status: 200, body: otherwise(code) ?? output };
}

function send(response: ServerResponse, status: number, body: object, type?: string): void {
  response.writeHead(status, {
    'content-type': 'application/json',
    ...(type && { 'x-amzn-errortype': type }),
  });
  response.end(JSON.stringify(body));
}
