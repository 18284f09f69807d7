import { createHash } from 'node:crypto';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { widgetCaching } from '../../model/cdn';
import type { ErrorType } from '../../model/errors';
import { widgetHeaders } from '../../model/securityHeaders';
import { deadlineIn } from './deadline';
import { isFromCdn } from './fromCdn';
import type { HttpAnswer, HttpApiHandler } from './http';
import { holds } from './ifNoneMatch';
import { isUnavailable, RETRY_AFTER_SECONDS } from './unavailable';

/** The content of a widget. The same for everyone. */
export interface Content {
  readonly type: 'application/json; charset=utf-8' | 'image/svg+xml; charset=utf-8';
  readonly body: string;
}

/** The `type` of each failure, which is also a GraphQL `errorType`, and its status. */
const statuses = {
  InvalidInput: 400,
  NotFound: 404,
  Internal: 500,
} as const satisfies Partial<Record<ErrorType, number>>;

/** Ends a request. The message is shown unchanged. */
export class WidgetError extends Error {
  override readonly name = 'WidgetError';
  readonly type: keyof typeof statuses;

  constructor(type: keyof typeof statuses, message: string) {
    super(message);
    this.type = type;
  }
}

const METHODS = widgetCaching.methods.join(', ');

/** Time limit for the tables, in milliseconds. Lambda ends the function after three seconds. */
const DEADLINE_MS = 2_500;

/**
 * The CDN serves a copy for a minute. For five minutes after that, it serves the stale copy while it
 * revalidates it. There is no `max-age`: browsers revalidate every time and receive a 304.
 */
const KEPT = 'public, s-maxage=60, stale-while-revalidate=300';
/**
 * Long enough to protect us from repeated invalid requests, and short enough for an exercise that
 * is about to be published.
 */
const KEPT_MISTAKE = 'public, s-maxage=10';

/**
 * The same for every request, with or without an `Origin`: a response cached for one page is valid
 * for the next, and nothing varies.
 */
const OPEN = {
  ...widgetHeaders,
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'etag, retry-after',
};

/** Reads the requested content before the deadline. */
type Read = (event: APIGatewayProxyEventV2, deadline: AbortSignal) => Promise<Content>;

/**
 * Responds to GET and HEAD with content that any cache may store and any page may read, and to
 * OPTIONS for pages that set `If-None-Match` themselves. Reads and sets no cookies. Refuses requests
 * that do not come from the CDN.
 *
 * @see https://www.rfc-editor.org/rfc/rfc5861 for `stale-while-revalidate`
 */
export function widgetHandler(read: Read): HttpApiHandler {
  return async (event) => {
    const { method } = event.requestContext.http;
    if (!isFromCdn(event)) return elsewhere;
    if (method === 'OPTIONS') return preflight;
    const answer =
      method === 'GET' || method === 'HEAD' ? await answerOf(read, event) : notAllowed(method);
    return method === 'HEAD' ? { ...answer, body: '' } : answer;
  };
}

async function answerOf(read: Read, event: APIGatewayProxyEventV2): Promise<HttpAnswer> {
  try {
    const { type, body } = await read(event, deadlineIn(DEADLINE_MS));
    const etag = `"${createHash('sha256').update(body).digest('base64url')}"`;
    const headers = { ...OPEN, etag, 'cache-control': KEPT };
    return holds(event.headers['if-none-match'], etag)
      ? { statusCode: 304, headers }
      : {
          statusCode: 200,
          headers: { ...headers, 'content-type': type },
          body,
        };
  } catch (error) {
    if (error instanceof WidgetError) {
      return failure(statuses[error.type], error.type, error.message, KEPT_MISTAKE);
    }
    console.error(`${event.routeKey} failed:`, error);
    if (isUnavailable(error)) return unavailable();
    const message = 'Something went wrong on our side. Try again.';
    return failure(500, 'Internal', message, 'no-store');
  }
}

const preflight: HttpAnswer = {
  statusCode: 204,
  headers: {
    ...widgetHeaders,
    allow: METHODS,
    'access-control-allow-origin': '*',
    'access-control-allow-methods': 'GET, HEAD',
    'access-control-allow-headers': 'if-none-match',
    // Seconds: the maximum that browsers accept.
    'access-control-max-age': '86400',
  },
};

/** The content exists but could not be read right now. */
function unavailable(): HttpAnswer {
  const message = 'The data is unavailable right now. Try again in a moment.';
  const answer = failure(503, 'Internal', message, 'no-store');
  return { ...answer, headers: { ...answer.headers, 'retry-after': RETRY_AFTER_SECONDS } };
}

function notAllowed(method: string): HttpAnswer {
  const answer = failure(
    405,
    'InvalidInput',
    `${method} is not allowed. Use one of ${METHODS}.`,
    'no-store',
  );
  return { ...answer, headers: { ...answer.headers, allow: METHODS } };
}

const failure = (
  statusCode: number,
  type: keyof typeof statuses,
  message: string,
  cacheControl: string,
) => ({
  statusCode,
  headers: {
    ...OPEN,
    'content-type': 'application/json; charset=utf-8',
    'cache-control': cacheControl,
  },
  body: JSON.stringify({ error: { type, message } }),
});

/** Clients that go past the CDN would also go past its cache and its firewall. */
const elsewhere: HttpAnswer = failure(
  403,
  'InvalidInput',
  'Request widgets from the address of the CDN.',
  'no-store',
);

/** Content in JSON. */
export const jsonContent = (value: object): Content => ({
  type: 'application/json; charset=utf-8',
  body: JSON.stringify(value),
});
