import { createHash } from 'node:crypto';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { ErrorType } from '../../model/errors';
import { deadlineIn } from './deadline';
import type { HttpAnswer, HttpApiHandler } from './http';
import { SECURITY_HEADERS } from './securityHeaders';
import { isUnavailable, RETRY_AFTER_SECONDS } from './unavailable';

/** What a widget is given: everybody the same, whoever asks. */
export interface Content {
  readonly type: 'application/json; charset=utf-8' | 'image/svg+xml; charset=utf-8';
  readonly body: string;
}

/** `type` of a failure, one of those that GraphQL names as well, and its status. */
const statuses = {
  InvalidInput: 400,
  NotFound: 404,
  Internal: 500,
} as const satisfies Partial<Record<ErrorType, number>>;

/** Ends a request; the message is shown as it is. */
export class WidgetError extends Error {
  override readonly name = 'WidgetError';
  readonly type: keyof typeof statuses;

  constructor(type: keyof typeof statuses, message: string) {
    super(message);
    this.type = type;
  }
}

const METHODS = 'GET, HEAD, OPTIONS';

/** Time for the tables, in milliseconds. Lambda ends the function after three seconds. */
const DEADLINE_MS = 2_500;

/**
 * Shared caches ask once a minute for each address, and while they do and up to five minutes after,
 * hand out what they have. Browsers are given no `max-age`: they ask each time, and are told 304.
 */
const KEPT = 'public, s-maxage=60, stale-while-revalidate=300';
/** A mistake is kept long enough to shield us, and short enough for a lab that is about to appear. */
const KEPT_MISTAKE = 'public, s-maxage=10';

/**
 * The same for every request, with or without an `Origin`: what a cache keeps for one page is right for
 * the next, and nothing varies.
 */
const OPEN = {
  ...SECURITY_HEADERS,
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'etag, retry-after',
  // For pages that isolate themselves, which may then show the badge.
  'cross-origin-resource-policy': 'cross-origin',
};

/** Reads the content that a request asks for, before the deadline. */
type Read = (event: APIGatewayProxyEventV2, deadline: AbortSignal) => Promise<Content>;

/**
 * Answers GET and HEAD with content that any cache may keep and any page may read, and OPTIONS for
 * pages that send `If-None-Match` themselves. No cookie is read or set.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-13.1.2 for 304
 * @see https://www.rfc-editor.org/rfc/rfc5861 for `stale-while-revalidate`
 */
export function widgetHandler(read: Read): HttpApiHandler {
  return async (event) => {
    const { method } = event.requestContext.http;
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
          headers: { ...headers, ...protection(type), 'content-type': type },
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

/** Opened by itself, an SVG is a document: it may load and run nothing. */
const protection = (type: Content['type']): Record<string, string> =>
  type.startsWith('image/svg+xml') ? { 'content-security-policy': "default-src 'none'" } : {};

/**
 * Whether a client's `If-None-Match` names the content that we have: a list, or `*` for any. Compared
 * weakly, as RFC 9110 says, because caches that compress make our tag a weak one.
 */
function holds(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  if (ifNoneMatch.trim() === '*') return true;
  return ifNoneMatch.match(/"[^"]*"/g)?.some((each) => each === etag) ?? false;
}

const preflight: HttpAnswer = {
  statusCode: 204,
  headers: {
    ...SECURITY_HEADERS,
    allow: METHODS,
    'access-control-allow-origin': '*',
    'access-control-allow-methods': 'GET, HEAD',
    'access-control-allow-headers': 'if-none-match',
    // Seconds, and the most that a browser takes.
    'access-control-max-age': '86400',
  },
};

/** The content is there; it could not be read just now. */
function unavailable(): HttpAnswer {
  const message = 'The numbers cannot be read just now. Try again in a moment.';
  const answer = failure(503, 'Internal', message, 'no-store');
  return { ...answer, headers: { ...answer.headers, 'retry-after': RETRY_AFTER_SECONDS } };
}

function notAllowed(method: string): HttpAnswer {
  const answer = failure(405, 'InvalidInput', `${method} is not one of ${METHODS}.`, 'no-store');
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

/** Content in JSON. */
export const jsonContent = (value: object): Content => ({
  type: 'application/json; charset=utf-8',
  body: JSON.stringify(value),
});
