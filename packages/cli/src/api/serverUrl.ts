import type { Context } from '../context';
import { Failure } from '../failure';

export const DEFAULT_URL = 'https://api.works-on-my.cloud';

/** Where the requests of a command go. */
export interface ServerChoice {
  /** Without a slash at the end. */
  readonly url: string;
  /**
   * Whether `AKASHA_TOKEN` is meant for this server. Someone else can write the address in a lab's
   * folder, and it must not receive the token.
   */
  readonly hasEnvironmentToken: boolean;
}

/**
 * Chooses the server: `--url`, else the one that the lab comes from, else `AKASHA_URL`, else the
 * public one.
 *
 * @param option the value of `--url`
 * @param labUrl the address in the lab's folder
 * @throws Failure `Usage` if an address is invalid
 */
export function chooseServer(
  { env }: Context,
  option: string | undefined,
  labUrl?: string,
): ServerChoice {
  const own = env['AKASHA_URL'] || DEFAULT_URL;
  const stated = option ? parseUrl(option, '--url') : parseUrl(own, 'AKASHA_URL');
  const url = option || labUrl === undefined ? stated : parseUrl(labUrl, 'The address in lab.json');
  return { url, hasEnvironmentToken: url === stated };
}

function parseUrl(text: string, name: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !isSafe(url) || url.username || url.password || url.search || url.hash) {
    throw new Failure(
      'Usage',
      `${name} must be an https address, or an http address of this machine.`,
    );
  }
  return url.href.replace(/\/+$/, '');
}

/** Whether an address is encrypted, or never leaves this machine. */
export const isSafe = (url: URL): boolean =>
  url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url));

const isLoopback = ({ hostname }: URL): boolean =>
  hostname === 'localhost' ||
  hostname.endsWith('.localhost') ||
  hostname === '[::1]' ||
  /^127\.\d+\.\d+\.\d+$/.test(hostname);
