import { useSyncExternalStore } from 'react';

export interface Session {
  readonly token: string;
  /** ISO 8601. */
  readonly expiresAt: string;
}

/** The credential that the editor's requests carry: the public API key, or the viewer's token. */
export type Credential = 'API_KEY' | 'SESSION';

export interface State {
  readonly session: Session | null;
  /** Null while signed out, and until the API has returned the username. */
  readonly username: string | null;
  readonly credential: Credential;
  /** The latest message about the sign-in. */
  readonly notice: string | null;
}

const SESSION_KEY = 'akasha-labs:session';

let state: State = { session: null, username: null, credential: 'API_KEY', notice: null };
const listeners = new Set<() => void>();

export const getState = (): State => state;

export function setState(change: Partial<State>): void {
  state = { ...state, ...change };
  listeners.forEach((listener) => listener());
}

export function useExplorerState(): State {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, getState);
}

/** Stores the session for this tab only, and uses it from the next request on. */
export function startSession(session: Session): void {
  sessionStorage.setItem(SESSION_KEY, JSON.stringify(session));
  setState({ session, username: null, credential: 'SESSION', notice: null });
}

export function forgetSession(notice: string): void {
  sessionStorage.removeItem(SESSION_KEY);
  setState({ session: null, username: null, credential: 'API_KEY', notice });
}

/** Restores the session that this tab had before a reload. */
export function resumeSession(): void {
  const kept = sessionStorage.getItem(SESSION_KEY);
  if (!kept) return;
  const session = JSON.parse(kept) as Session;
  if (Date.parse(session.expiresAt) <= Date.now()) {
    forgetSession('Your session expired. Sign in again.');
  } else {
    startSession(session);
  }
}
