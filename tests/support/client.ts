/** An error entry as AppSync answers it; which keys it has depends on who raised it. */
export interface ErrorEntry {
  path: (string | number)[] | null;
  message: string;
  errorType?: string | null;
  data?: unknown;
  errorInfo?: unknown;
  locations: { line: number; column: number; sourceName: null }[] | null;
}

export interface Answer<Data> {
  status: number;
  headers: Headers;
  data: Data;
  errors: ErrorEntry[] | undefined;
}

/** Who asks: the holder of a session token, of the API key, or nobody. */
export type Credentials = { token: string } | { apiKey: string } | Record<string, never>;

const credentialHeaders = (credentials: Credentials): Record<string, string> =>
  'token' in credentials && credentials.token !== undefined
    ? { authorization: credentials.token }
    : 'apiKey' in credentials && credentials.apiKey !== undefined
      ? { 'x-api-key': credentials.apiKey }
      : {};

/** Sends one operation over a real socket. */
export async function send<Data = Record<string, unknown> | null>(
  url: string,
  credentials: Credentials,
  query: string,
  variables: Record<string, unknown> = {},
): Promise<Answer<Data>> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...credentialHeaders(credentials) },
    body: JSON.stringify({ query, variables }),
  });
  const body = (await response.json()) as { data: Data; errors?: ErrorEntry[] };
  return {
    status: response.status,
    headers: response.headers,
    data: body.data,
    errors: body.errors,
  };
}
