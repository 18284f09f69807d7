import type { Context } from '../context';
import { Failure } from '../failure';

/** The sign-in of `prod`, which lists the other addresses. */
export const DEFAULT_URL = 'https://auth.works-on-my.cloud';

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
  const address = addressOf(text);
  if (address === undefined) {
    throw new Failure(
      'Usage',
      `${name} must be an https address, or an http address of this machine.`,
    );
  }
  return unslashed(address);
}

/** An address without slashes at the end. */
export const unslashed = (address: string): string => address.replace(/\/+$/, '');

/**
 * The address of a server or of a part of one, in its normal form.
 *
 * @returns undefined if the text is not one, or if it has more than a host and a path
 */
export function addressOf(text: string): string | undefined {
  // `URL` would leave out some of these.
  if (/[\p{C}\s\\]/u.test(text) || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  return isSafe(url) && !/[?#]/.test(url.href) ? url.href : undefined;
}

/** Whether requests to an address are encrypted or never leave this machine, and it has no password. */
export const isSafe = (url: URL): boolean =>
  (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url))) &&
  url.username === '' &&
  url.password === '';

const isLoopback = ({ hostname }: URL): boolean =>
  hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
