import type { Given } from './operation';
import type { Operation } from '../../model/operation';

/** An error entry in AppSync's format. Its keys depend on the origin of the error. */
export interface ErrorEntry {
  path: (string | number)[] | null;
  message: string;
  errorType?: string | null;
  data?: unknown;
  errorInfo?: unknown;
  locations: { line: number; column: number; sourceName: null }[] | null;
}

/** A complete response, for tests of errors. Tests compare `data` as a whole, so it has no type. */
export interface Answer {
  status: number;
  headers: Headers;
  data: unknown;
  errors: ErrorEntry[] | undefined;
}

/** Credentials of a request: a session token, the API key, or none. */
export type Credentials = { token: string } | { apiKey: string } | Record<string, never>;

const credentialHeaders = (credentials: Credentials): Record<string, string> =>
  'token' in credentials && credentials.token !== undefined
    ? { authorization: credentials.token }
    : 'apiKey' in credentials && credentials.apiKey !== undefined
      ? { 'x-api-key': credentials.apiKey }
      : {};

/** Sends one operation over a real socket, even one that is invalid against the schema. */
export async function send(
  url: string,
  credentials: Credentials,
  query: string,
  variables: unknown = {},
): Promise<Answer> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...credentialHeaders(credentials) },
    body: JSON.stringify({ query, variables }),
  });
  const { status, headers } = response;
  const text = await response.text();
  try {
    const { data, errors } = JSON.parse(text) as Pick<Answer, 'data' | 'errors'>;
    return { status, headers, data, errors };
  } catch {
    throw new Error(`${status}, and no JSON: ${text}`);
  }
}

/**
 * Returns the data of an operation that succeeds without errors.
 * @throws Error with all entries, when there are errors
 */
export async function ask<Data, Variables>(
  url: string,
  credentials: Credentials,
  query: Operation<Data, Variables>,
  ...[variables]: Given<Variables>
): Promise<Data> {
  const { status, data, errors } = await send(url, credentials, query, variables);
  if (status !== 200 || errors) {
    throw new Error(`${status} ${JSON.stringify(errors)} for ${query}`);
  }
  return data as Data;
}
