import { randomUUID } from 'node:crypto';
import type { Authorize } from '../access/auth';
import { compress } from './compression';
import { malformed, RequestError, type ErrorEntry } from '../errors';
import type { Execute, Execution, ExecutionResult } from '../execution/execute';
import type { Headers } from '../execution/fieldContext';
import type { HttpRequest, HttpResponse } from './httpMessage';
import { ANSWER_MAX_BYTES } from '../document/limits';
import type { Operation } from '../document/operation';
import type { Deadline } from '../sources/deadline';
import { timedOutEntry } from '../execution/timeOut';

/**
 * Maximum size of a request body, in bytes. (AppSync's response to a larger one is unconfirmed.)
 */
export const BODY_MAX_BYTES = 1_048_576;

const cors = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers':
    'x-amzn-RequestId,x-amzn-ErrorType,x-amz-user-agent,x-amzn-ErrorMessage,Date,x-amz-schema-version',
};

const preflight = {
  ...cors,
  'access-control-allow-headers': '*',
  'access-control-allow-methods': 'POST, OPTIONS',
  'access-control-max-age': '172800',
};

export const bodyTooLarge = (): RequestError =>
  new RequestError(
    413,
    'RequestEntityTooLargeException',
    `Request body is larger than ${BODY_MAX_BYTES} bytes.`,
  );

/**
 * Responds to one HTTP request as AppSync does: 200 for any request that reached GraphQL, 400 for
 * an invalid body, 401 for missing or invalid credentials, 413 for a body that is too large.
 */
export async function handleHttp(
  request: HttpRequest,
  execute: Execute,
  authorize: Authorize,
  deadline: Deadline,
): Promise<HttpResponse> {
  if (request.method === 'OPTIONS') return { status: 200, headers: preflight, body: '' };
  const requestId = randomUUID();
  try {
    if (request.method !== 'POST') throw malformed('Only POST is supported.');
    if (Buffer.byteLength(request.body) > BODY_MAX_BYTES) throw bodyTooLarge();
    const operation = parseBody(request.body);
    const joined = joinedHeaders(request.headers);
    const caller = await Promise.race([
      authorize({
        requestId,
        path: '/graphql',
        headers: joined,
        body: request.body,
        operation,
      }),
      deadline.passed,
    ]);
    const { cookie: _, ...visible } = request.headers;
    const { result, responseHeaders } = caller
      ? await execute(operation, { caller, headers: visible }, deadline)
      : late;
    return await compress(
      {
        status: 200,
        headers: {
          ...responseHeaders,
          ...serviceHeaders(requestId),
          'x-amzn-appsync-tokensconsumed': '1',
        },
        body: bodyOf(result),
      },
      joined['accept-encoding'],
    );
  } catch (error) {
    return failure(error, requestId);
  }
}

const late: Execution = { result: { data: null, errors: [timedOutEntry] }, responseHeaders: {} };

/**
 * The object has no prototype: a signature may claim to cover a header named like an inherited
 * property.
 */
function joinedHeaders(headers: Headers): Record<string, string> {
  const joined = Object.create(null) as Record<string, string>;
  for (const [name, value] of Object.entries(headers)) joined[name] = String(value);
  return joined;
}

const serviceHeaders = (requestId: string) => ({
  ...cors,
  'content-type': 'application/json;charset=UTF-8',
  'x-amzn-requestid': requestId,
});

function bodyOf(result: ExecutionResult): string {
  const body = JSON.stringify(result);
  if (Buffer.byteLength(body) <= ANSWER_MAX_BYTES) return body;
  const message = `Response is larger than ${ANSWER_MAX_BYTES} bytes.`;
  const errors: ErrorEntry[] = [{ path: null, locations: null, message }];
  return JSON.stringify({ data: null, errors } satisfies ExecutionResult);
}

/**
 * The response to a request that did not reach GraphQL. Any error but a `RequestError` is an
 * internal failure: it is logged in full, and the client receives a generic message.
 */
export function failure(error: unknown, requestId: string = randomUUID()): HttpResponse {
  const known = error instanceof RequestError;
  if (!known) console.error(`Internal failure ${requestId}:`, error);
  const status = known ? error.status : 500;
  const errorType = known ? error.errorType : 'InternalFailure';
  const message = known ? error.message : `Internal failure, see the log for ${requestId}.`;
  return {
    status,
    headers: { ...serviceHeaders(requestId), 'x-amzn-errortype': errorType },
    body: JSON.stringify({ errors: [{ errorType, message }] }),
  };
}

/** Parses the body of a request. Refuses a batch of operations. */
function parseBody(body: string): Operation {
  if (body.trim() === '') throw malformed('Request body is empty.');
  const unreadable = malformed('Unable to parse GraphQL query.');
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    throw unreadable;
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) throw unreadable;
  const { query, operationName, variables } = parsed as Record<string, unknown>;
  if (typeof query !== 'string' || query.trim() === '') throw unreadable;
  if (!isAbsent(operationName) && typeof operationName !== 'string') throw unreadable;
  if (!isAbsent(variables) && (typeof variables !== 'object' || Array.isArray(variables))) {
    throw unreadable;
  }
  return {
    query,
    ...(typeof operationName === 'string' && operationName !== '' && { operationName }),
    variables: (variables ?? {}) as Record<string, unknown>,
  };
}

const isAbsent = (value: unknown): value is null | undefined =>
  value === null || value === undefined;
