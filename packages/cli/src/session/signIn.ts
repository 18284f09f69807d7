import * as z from 'zod/mini';
import type { Server } from '../api/discovery';
import { parseJson } from '../api/json';
import { NoResponse, request } from '../api/request';
import { retrying } from '../api/retry';
import { instant } from '../api/shapes';
import { note, type Context } from '../context';
import { Failure } from '../failure';
import { openLoopback, signInFailure } from './loopback';
import { challengeOf, randomText } from './pkce';
import type { StoredToken } from './tokenFile';

const MAX_BYTES = 16_384;

const Session = z.object({
  token: z.string().check(z.regex(/^[!-~]{1,8192}$/)),
  expiresAt: instant,
});

const Refusal = z.object({ error: z.string() });

/**
 * Signs in with the browser: OAuth with PKCE and a loopback address (RFC 8252).
 *
 * @param opens whether to open the browser, or only to show the address
 * @throws Failure if the sign-in was refused, took too long, or was stopped
 */
export async function signIn(
  context: Context,
  server: Server,
  { opens }: { opens: boolean },
): Promise<StoredToken> {
  const verifier = randomText();
  const loopback = await openLoopback(context, (code) =>
    exchange(context, server, { code, code_verifier: verifier }),
  );
  try {
    const query = new URLSearchParams({
      code_challenge: challengeOf(verifier),
      code_challenge_method: 'S256',
      return_to: loopback.returnTo,
    });
    const address = `${server.auth}/auth/github?${query.toString()}`;
    const isOpening = opens && context.openInBrowser(address);
    note(
      context,
      isOpening
        ? `Your browser opens this address. If it does not, open it yourself:\n\n${address}\n`
        : `Open this address in a browser on this machine:\n\n${address}\n`,
    );
    if (context.env['SSH_CONNECTION']) {
      const { port } = loopback;
      note(
        context,
        `To use the browser of your own machine, run there: ssh -N -L ${port}:127.0.0.1:${port} THIS-MACHINE\n`,
      );
    }
    return await loopback.result;
  } finally {
    await loopback.close();
  }
}

/**
 * Exchanges a login code for a session. A code works once, but after a fault it is unchanged or the
 * next try is refused, so that trying again is safe.
 */
function exchange(
  context: Context,
  { auth }: Server,
  body: { code: string; code_verifier: string },
): Promise<StoredToken> {
  return retrying(
    context,
    async () => {
      const response = await request(context, `${auth}/auth/token`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
        maxBytes: MAX_BYTES,
      });
      const answer = parseJson(response.body);
      const session = Session.safeParse(answer);
      if (response.status === 200 && session.success) return session.data;
      if (response.status === 429) {
        throw new Failure(
          'RateLimited',
          'The server has too many requests. Try again in a moment.',
        );
      }
      if (response.status >= 500) {
        throw new NoResponse(signInFailure('server_error').message, { retry: true });
      }
      throw signInFailure(Refusal.safeParse(answer).data?.error ?? 'unknown');
    },
    (failure) => (failure instanceof NoResponse && failure.retry ? 0 : undefined),
  );
}
