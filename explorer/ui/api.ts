import type { IntrospectionQuery } from 'graphql';
import { operation } from './operation';
import type { DataOf } from '../../model/operation';
import { forgetSession, getState, setState } from './state';

export interface GraphqlRequest {
  readonly query: string;
  readonly operationName?: string | null | undefined;
  readonly variables?: unknown;
}

const { apiKey = '', graphql = '', auth, schema } = document.getElementById('explorer')!.dataset;

/** The origin of the sign-in. Undefined if it does not accept this page. */
export const authOrigin = auth;

/** The schema, for an API that refuses introspection. Otherwise undefined. */
export async function loadSchema(): Promise<IntrospectionQuery | undefined> {
  if (schema === undefined) return undefined;
  const response = await fetch(schema);
  return (await response.json()) as IntrospectionQuery;
}

export const withApiKey = (): Record<string, string> => ({ 'x-api-key': apiKey });

/** The header of the selected credential. */
export function withCredential(): Record<string, string> {
  const { credential, session } = getState();
  return credential === 'SESSION' && session ? withToken(session.token) : withApiKey();
}

const withToken = (token: string): Record<string, string> => ({ Authorization: token });

/**
 * Sends one operation. A session that the API refuses twice is dropped, so that the page does not
 * show an ended session as signed in. One refusal is not enough, because the API returns the same
 * response if it could not look up the session. Sending the operation again is safe, even for
 * mutations, because no part of a refused operation was executed.
 */
export async function post(request: GraphqlRequest, headers: Record<string, string>) {
  const send = () =>
    fetch(graphql, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers },
      body: JSON.stringify(request),
    });
  const response = await send();
  if (response.status !== 401 || !isOfSession(headers)) return response;
  const again = await send();
  if (again.status === 401 && isOfSession(headers)) {
    forgetSession('The API refused your session twice, so it has probably ended. Sign in again.');
  }
  return again;
}

/** Whether headers carry the session that the page shows. */
const isOfSession = (headers: Record<string, string>): boolean =>
  headers['Authorization'] !== undefined && headers['Authorization'] === getState().session?.token;

const WHO_AM_I = operation(`query WhoAmI { viewer { username } }`);
const SIGN_OUT = operation(`mutation SignOut { logout { sessionsEnded } }`);

/** Loads the username of the person who is signed in. */
export async function loadViewer(): Promise<void> {
  const { session } = getState();
  if (!session) return;
  const response = await post({ query: WHO_AM_I }, withToken(session.token));
  if (!response.ok) return;
  const body = (await response.json()) as { data?: DataOf<typeof WHO_AM_I> | null };
  if (getState().session === session) setState({ username: body.data?.viewer?.username ?? null });
}

/**
 * Ends the session on the API, then drops its token regardless of the response, and reports the
 * outcome.
 */
export async function signOut(): Promise<void> {
  const { session } = getState();
  if (!session) return;
  const outcome = await endSession(session.token);
  const until = `it is valid until ${session.expiresAt}.`;
  const notices = {
    ended: 'You are signed out.',
    refused: `This page no longer has your session. The API refused it, so it has probably ended. If not, ${until}`,
    failed: `This page no longer has your session, but the API did not end it: ${until}`,
  };
  forgetSession(notices[outcome]);
}

/** A refusal does not show whether the session had ended or could not be looked up. */
async function endSession(token: string): Promise<'ended' | 'refused' | 'failed'> {
  try {
    const response = await post({ query: SIGN_OUT }, withToken(token));
    if (response.status === 401) return 'refused';
    const { data } = (await response.json()) as { data?: DataOf<typeof SIGN_OUT> | null };
    return data?.logout == null ? 'failed' : 'ended';
  } catch {
    return 'failed';
  }
}
