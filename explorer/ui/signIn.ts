import { authOrigin } from './api';
import { setState, startSession, type Session } from './state';

const VERIFIER_KEY = 'akasha-labs:code-verifier';

/** Starts the sign-in with a new PKCE pair (RFC 7636). The verifier stays in this tab. */
export async function beginSignIn(): Promise<void> {
  if (!window.isSecureContext) {
    const { port } = window.location;
    setState({
      notice: `Signing in requires a secure address. Open http://localhost:${port} instead.`,
    });
    return;
  }
  const verifier = base64url(crypto.getRandomValues(new Uint8Array(32)));
  sessionStorage.setItem(VERIFIER_KEY, verifier);
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier));
  const query = new URLSearchParams({
    code_challenge: base64url(new Uint8Array(digest)),
    return_to: '/',
  });
  window.location.assign(`${authOrigin}/auth/github?${query}`);
}

/** Finishes the sign-in that redirected to this page load, if any. */
export async function completeSignIn(): Promise<void> {
  const query = new URLSearchParams(window.location.search);
  const code = query.get('code');
  const error = query.get('error');
  if (code === null && error === null) return;
  window.history.replaceState(null, '', '/');
  const verifier = sessionStorage.getItem(VERIFIER_KEY);
  sessionStorage.removeItem(VERIFIER_KEY);
  if (code === null) return setState({ notice: explain(error) });
  if (verifier === null) {
    return setState({ notice: `${FAILED} It started in another tab. Sign in again.` });
  }
  try {
    startSession(await redeem(code, verifier));
  } catch (reason) {
    setState({ notice: `${FAILED} ${reason instanceof Error ? reason.message : ''}`.trim() });
  }
}

const FAILED = 'The sign-in failed.';

/** Messages for a sign-in that did not end with a code. */
const explanations = new Map([
  ['access_denied', 'You cancelled the sign-in.'],
  ['sign_in_expired', 'The sign-in took too long or was already completed. Sign in again.'],
  ['github_unavailable', `${FAILED} GitHub is unavailable. Try again in a moment.`],
  ['temporarily_unavailable', `${FAILED} The API is busy. Try again in a moment.`],
]);

const explain = (error: string | null): string =>
  explanations.get(error ?? '') ?? `${FAILED} Try again.`;

async function redeem(code: string, verifier: string): Promise<Session> {
  const response = await fetch(`${authOrigin}/auth/token`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ code, code_verifier: verifier }),
  });
  if (!response.ok) {
    const { message } = (await response.json()) as { message?: string };
    throw new Error(message ?? `The API returned ${response.status}.`);
  }
  return (await response.json()) as Session;
}

const base64url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
