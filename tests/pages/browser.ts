import { existsSync } from 'node:fs';
import {
  chromium,
  type Browser,
  type BrowserContext,
  type ConsoleMessage,
  type Request,
  type WebError,
} from 'playwright-core';

const path = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';

/** Why pages cannot be tested in a browser on this machine. Undefined when they can. */
export const noBrowser = existsSync(path)
  ? undefined
  : `There is no Chromium at ${path}. Install one (on Debian: apt-get install chromium), or set CHROMIUM_PATH.`;

if (noBrowser && process.env['CI']) throw new Error(noBrowser);
if (noBrowser) console.warn(`\n  NOT TESTED: the pages in a browser. ${noBrowser}\n`);

export const launchBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: path,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });

/** Origins that a visit sent requests to, and errors in its pages. */
export interface Traces {
  readonly origins: ReadonlySet<string>;
  readonly errors: readonly string[];
  /** Stops recording, so that the next visit can have its own traces. */
  stop(): void;
}

export function trace(context: BrowserContext): Traces {
  const origins = new Set<string>();
  const errors: string[] = [];
  const onRequest = (request: Request) => {
    const { protocol, origin } = new URL(request.url());
    if (protocol !== 'data:' && protocol !== 'blob:') origins.add(origin);
  };
  const onConsole = (message: ConsoleMessage) => {
    if (message.type() === 'error' || message.type() === 'warning') {
      errors.push(`${message.text()} (${message.location().url})`);
    }
  };
  const onError = (error: WebError) => errors.push(error.error().message);
  context.on('request', onRequest).on('console', onConsole).on('weberror', onError);
  const stop = () =>
    context.off('request', onRequest).off('console', onConsole).off('weberror', onError);
  return { origins, errors, stop };
}
