import { getOperationAST, parse } from 'graphql';
import { TOKENS_MAX } from '../document/documents';
import type { ErrorEntry } from '../errors';
import type { Operation } from '../document/operation';

/** An entry of an `error` or `connection_error` frame. Captured ones have these keys or fewer. */
export interface FrameError {
  readonly errorType?: string;
  readonly message?: string;
  readonly errorCode?: number;
}

/**
 * An error within a message. Captured ones have these two keys, without the locations that they have
 * over HTTP.
 * @see https://github.com/aws-amplify/amplify-category-api/issues/1338
 */
export interface MessageError {
  readonly path: (string | number)[] | null;
  readonly message: string;
}

/** What a `data` frame carries: GraphQL's answer to one published mutation. */
export interface SubscriptionData {
  readonly data: Record<string, unknown> | null;
  readonly errors?: readonly (MessageError | ErrorEntry)[];
}

export type ServerFrame =
  | {
      readonly type: 'connection_ack';
      readonly payload: { readonly connectionTimeoutMs: number };
    }
  | { readonly type: 'ka' }
  | { readonly type: 'start_ack' | 'complete'; readonly id: string }
  | {
      readonly type: 'error' | 'connection_error';
      readonly id?: string;
      /**
       * A list, but for the limit of subscriptions, whose one error stands by itself.
       * @see https://github.com/aws-amplify/amplify-js/issues/8370
       */
      readonly payload: { readonly errors: readonly FrameError[] | FrameError };
    };

/** A subscription that a client asks for. */
export interface StartRequest {
  readonly id: string;
  /** `payload.data` as it was sent: the text that an IAM signature covers. */
  readonly body: string;
  readonly operation: Operation;
  /** `extensions.authorization`, with names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
}

export type ClientFrame =
  | { readonly type: 'connection_init' }
  | { readonly type: 'start'; readonly request: StartRequest }
  | { readonly type: 'stop'; readonly id: string }
  | { readonly type: 'refused'; readonly id?: string; readonly error: FrameError };

/**
 * AppSync's word for what the channel does not carry: a query or a mutation by its kind, and
 * `unknown` for a frame that it cannot read, which it answers without an id.
 * @see https://github.com/aws-amplify/amplify-swift/issues/3885
 * @see https://github.com/enisdenjo/graphql-ws/issues/602
 */
const unsupported = (kind: string): FrameError => ({
  errorType: 'UnsupportedOperation',
  message: `${kind} not supported through the realtime channel`,
});

/** @see https://github.com/aws-amplify/amplify-js/issues/8370 */
export const tooManySubscriptions = (most: number): FrameError => ({
  errorType: 'MaxSubscriptionsReachedError',
  message: `Max number of ${most} subscriptions reached`,
});

/** Of subscriptions that take too much memory, few as they may be. (The words are ours.) */
export const subscriptionsTooLong = (most: number): FrameError => ({
  errorType: 'MaxSubscriptionsReachedError',
  message: `Max length of ${most} characters of subscriptions reached`,
});

/** The words of every refused connection or subscription, always the same. */
export const notAuthorized: FrameError = {
  errorType: 'UnauthorizedException',
  message: 'You are not authorized to make this call.',
};

/** @see https://github.com/aws-amplify/aws-appsync-realtime-client-ios/issues/108 */
const noAuthorization: FrameError = {
  errorType: 'UnauthorizedException',
  message: 'Valid authorization header not provided.',
};

/**
 * Reads a client's frame. Anything that is not one of the three types, and a `start` in the form of
 * another protocol, is refused in AppSync's words.
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/real-time-websocket-client.html
 */
export function readFrame(text: string): ClientFrame {
  const unreadable: ClientFrame = { type: 'refused', error: unsupported('unknown') };
  const frame = readObject(text);
  if (frame?.['type'] === 'connection_init') return { type: 'connection_init' };
  const id = frame?.['id'];
  if (typeof id !== 'string' || id === '') return unreadable;
  if (frame?.['type'] === 'stop') return { type: 'stop', id };
  if (frame?.['type'] !== 'start') return unreadable;

  const { data, extensions } = asObject(frame['payload']) ?? {};
  const operation = typeof data === 'string' ? readOperation(data) : null;
  if (typeof data !== 'string' || !operation) return unreadable;
  const kind = kindOf(operation);
  if (kind && kind !== 'subscription') return { type: 'refused', id, error: unsupported(kind) };
  const headers = readHeaders(asObject(extensions)?.['authorization']);
  if (!headers?.['host']) return { type: 'refused', id, error: noAuthorization };
  return { type: 'start', request: { id, body: data, operation, headers } };
}

/** Members as headers with names in lower case; null when it is not an object of texts. */
export function readHeaders(value: unknown): Record<string, string> | null {
  const headers: Record<string, string> = {};
  const members = asObject(value);
  if (!members) return null;
  for (const [name, text] of Object.entries(members)) {
    if (typeof text !== 'string') return null;
    headers[name.toLowerCase()] = text;
  }
  return headers;
}

/** The object that a text holds as JSON, or null. */
export function readObject(text: string): Record<string, unknown> | null {
  try {
    return asObject(JSON.parse(text));
  } catch {
    return null;
  }
}

function readOperation(text: string): Operation | null {
  const { query, operationName, variables } = readObject(text) ?? {};
  if (typeof query !== 'string') return null;
  return {
    query,
    ...(typeof operationName === 'string' && operationName !== '' && { operationName }),
    variables: asObject(variables) ?? {},
  };
}

/** What kind of operation it is; null when the document says no such thing. */
function kindOf({ query, operationName }: Operation): string | null {
  try {
    return (
      getOperationAST(parse(query, { maxTokens: TOKENS_MAX }), operationName)?.operation ?? null
    );
  } catch {
    return null;
  }
}

const asObject = (value: unknown): Record<string, unknown> | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null;
