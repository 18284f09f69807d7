import { forgetSession, getState, setState } from './state';

export interface GraphqlRequest {
  readonly query: string;
  readonly operationName?: string | null | undefined;
  readonly variables?: unknown;
}

const { apiKey = '' } = document.getElementById('explorer')!.dataset;

export const withApiKey = (): Record<string, string> => ({ 'x-api-key': apiKey });

/** The header of the credential that is switched on. */
export function withCredential(): Record<string, string> {
  const { credential, session } = getState();
  return credential === 'SESSION' && session ? withToken(session.token) : withApiKey();
}

const withToken = (token: string): Record<string, string> => ({ Authorization: token });

/**
 * Sends one operation. A session that the API refuses twice is forgotten: the page never goes on showing
 * somebody as signed in who is not. Once is not enough, because the API has the same answer for a
 * session that it could not look up. Nothing of a refused operation was executed: to send it again is
 * safe, mutations included.
 */
export async function post(request: GraphqlRequest, headers: Record<string, string>) {
  const send = () =>
    fetch('/graphql', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers },
      body: JSON.stringify(request),
    });
  const response = await send();
  if (response.status !== 401 || !isOfSession(headers)) return response;
  const again = await send();
  if (again.status === 401 && isOfSession(headers)) {
    forgetSession('The API refused your session: it ended or expired. Sign in again.');
  }
  return again;
}

/** Whether headers carry the session that the page shows. */
const isOfSession = (headers: Record<string, string>): boolean =>
  headers['Authorization'] !== undefined && headers['Authorization'] === getState().session?.token;

/** Asks the API whose session this is. */
export async function loadViewer(): Promise<void> {
  const { session } = getState();
  if (!session) return;
  const query = 'query WhoAmI { viewer { username } }';
  const response = await post({ query }, withToken(session.token));
  if (!response.ok) return;
  const body = (await response.json()) as { data?: { viewer?: { username: string } | null } };
  if (getState().session === session) setState({ username: body.data?.viewer?.username ?? null });
}

/** Ends the session at the API, then forgets its token, whatever the API says. */
export async function signOut(): Promise<void> {
  const { session } = getState();
  if (!session) return;
  const query = 'mutation SignOut { logout { sessionsEnded } }';
  const ended = await post({ query }, withToken(session.token)).then(
    async (response) =>
      response.status === 401 ||
      ((await response.json()) as { data?: { logout?: unknown } }).data?.logout != null,
    () => false,
  );
  forgetSession(
    ended
      ? 'You are signed out.'
      : `This page forgot your session, but the API did not end it: it lasts until ${session.expiresAt}.`,
  );
}
