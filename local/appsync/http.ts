import { randomUUID } from 'node:crypto';
import type { Authorize } from './auth';
import { compress } from './compression';
import { malformed, RequestError } from './errors';
import type { Execute, Headers, Operation } from './execute';

/** A request to `/graphql`. */
export interface HttpRequest {
  readonly method: string;
  readonly headers: Headers;
  readonly body: string;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

/** Longest request body that AppSync takes, in bytes. */
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

/**
 * Answers one HTTP request as AppSync does: 200 for everything that reached GraphQL, 400 for a body
 * that is not a request, 401 for one that does not prove who it is.
 */
export async function handleHttp(
  request: HttpRequest,
  execute: Execute,
  authorize: Authorize,
): Promise<HttpResponse> {
  if (request.method === 'OPTIONS') return { status: 200, headers: preflight, body: '' };
  const requestId = randomUUID();
  const headers = {
    ...cors,
    'content-type': 'application/json;charset=UTF-8',
    'x-amzn-requestid': requestId,
  };
  try {
    if (request.method !== 'POST') throw malformed('Only POST is supported.');
    const operation = parseBody(request.body);
    const joined = Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
    );
    const caller = await authorize({
      requestId,
      path: '/graphql',
      headers: joined,
      body: request.body,
      operation,
    });
    const { cookie: _, ...visible } = request.headers;
    const { result, responseHeaders } = await execute(operation, { caller, headers: visible });
    return await compress(
      {
        status: 200,
        headers: { ...responseHeaders, ...headers, 'x-amzn-appsync-tokensconsumed': '1' },
        body: JSON.stringify(result),
      },
      joined['accept-encoding'],
    );
  } catch (error) {
    return failure(error, requestId, headers);
  }
}

function failure(error: unknown, requestId: string, headers: Record<string, string>): HttpResponse {
  const known = error instanceof RequestError;
  if (!known) console.error(`Internal failure ${requestId}:`, error);
  const status = known ? error.status : 500;
  const errorType = known ? error.errorType : 'InternalFailure';
  const message = known ? error.message : `Internal failure, see the log for ${requestId}.`;
  return {
    status,
    headers: { ...headers, 'x-amzn-errortype': errorType },
    body: JSON.stringify({ errors: [{ errorType, message }] }),
  };
}

/** Reads a request's body; a batch of operations is not one. */
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
