import type { Context } from '../context';
import { Failure } from '../failure';
import type { ServerChoice } from '../api/serverUrl';
import { notSignedIn, sessionEnded } from './signedOut';
import { readTokenFile } from './tokenFile';

export interface Token {
  readonly text: string;
  readonly source: 'AKASHA_TOKEN' | 'file';
  /** ISO 8601. Null if it is unknown. */
  readonly expiresAt: string | null;
}

/** A header can hold it. */
const TOKEN_PATTERN = /^[!-~]{1,8192}$/;

/**
 * The token for a server: `AKASHA_TOKEN`, else the one that `login` stored.
 *
 * @returns undefined if there is none, and the session is optional
 * @throws Failure `SignedOut` if there is none or it has expired, and the session is required
 * @throws Failure `Usage` if `AKASHA_TOKEN` is malformed or meant for another server
 */
export async function findToken(
  context: Context,
  choice: ServerChoice,
  session: 'required' | 'optional',
): Promise<Token | undefined> {
  const fromEnvironment = environmentToken(context, choice);
  if (fromEnvironment) return fromEnvironment;
  const stored = await readTokenFile(context, choice.url);
  const isAlive = stored && Date.parse(stored.expiresAt) > context.clock.now();
  if (isAlive) return { text: stored.token, source: 'file', expiresAt: stored.expiresAt };
  if (session === 'required') throw stored ? sessionEnded() : notSignedIn();
  return undefined;
}

function environmentToken(
  { env }: Context,
  { url, hasEnvironmentToken }: ServerChoice,
): Token | undefined {
  const text = env['AKASHA_TOKEN']?.trim();
  if (!text) return undefined;
  if (!TOKEN_PATTERN.test(text)) {
    throw new Failure('Usage', 'AKASHA_TOKEN has characters that no token has.');
  }
  if (!hasEnvironmentToken) {
    throw new Failure(
      'Usage',
      `This lab comes from ${url}, and AKASHA_TOKEN is for another server. If the token is for this server, set AKASHA_URL=${url}`,
    );
  }
  return { text, source: 'AKASHA_TOKEN', expiresAt: null };
}
