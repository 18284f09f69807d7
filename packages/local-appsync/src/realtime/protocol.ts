import { getOperationAST, parse } from 'graphql';
import { TOKENS_MAX } from '../document/documents';
import type { ErrorEntry } from '../errors';
import type { Operation } from '../document/operation';

/**
 * An entry of an `error` or `connection_error` frame. Captured entries have these keys or fewer.
 */
export interface FrameError {
  readonly errorType?: string;
  readonly message?: string;
  readonly errorCode?: number;
}

/**
 * An error in a message. Captured errors have these two keys, without the locations that they have
 * over HTTP.
 * @see https://github.com/aws-amplify/amplify-category-api/issues/1338
 */
export interface MessageError {
  readonly path: (string | number)[] | null;
  readonly message: string;
}

/** The payload of a `data` frame: the GraphQL result of one published mutation. */
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
       * A list, except for the error about the limit of subscriptions, which is a single object.
       * @see https://github.com/aws-amplify/amplify-js/issues/8370
       */
      readonly payload: { readonly errors: readonly FrameError[] | FrameError };
    };

/** A client's request for a subscription. */
export interface StartRequest {
  readonly id: string;
  /** `payload.data`, unchanged: the text that an IAM signature covers. */
  readonly body: string;
  readonly operation: Operation;
  /** `extensions.authorization`, with lowercase names. */
  readonly headers: Readonly<Record<string, string>>;
}

export type ClientFrame =
  | { readonly type: 'connection_init' }
  | { readonly type: 'start'; readonly request: StartRequest }
  | { readonly type: 'stop'; readonly id: string }
  | { readonly type: 'refused'; readonly id?: string; readonly error: FrameError };

/**
 * AppSync's error for anything that the channel does not support. `kind` is the kind of a query or
 * a mutation, and `unknown` for a frame that AppSync cannot read. That error has no id.
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

/**
 * The error for subscriptions that use too much memory, however few they are. (The message is
 * ours.)
 */
export const subscriptionsTooLong = (most: number): FrameError => ({
  errorType: 'MaxSubscriptionsReachedError',
  message: `Max length of ${most} characters of subscriptions reached`,
});

/** The error of every refused connection or subscription. The message is always the same. */
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
 * Reads a client's frame. Refuses, with AppSync's messages, anything that is not one of the three
 * types, and a `start` in the form of another protocol.
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

/** Reads an object of strings as headers with lowercase names. Null for anything else. */
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

/** Parses a JSON object. Null for any other text. */
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

/** The kind of the operation, or null if the document does not parse or has no such operation. */
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
