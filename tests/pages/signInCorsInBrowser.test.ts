import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { startStack, type Stack } from '../../local/stack';
import { launchBrowser, noBrowser } from './browser';

/** An origin with empty pages. */
async function givenSite() {
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'text/html').end();
  }).listen(0, 'localhost');
  await once(server, 'listening');
  return { server, url: `http://localhost:${(server.address() as AddressInfo).port}` };
}

describe.skipIf(noBrowser)('fetch with credentials, from a page in a browser,', () => {
  let browser: Browser;
  let stack: Stack;
  let sites: readonly Awaited<ReturnType<typeof givenSite>>[];
  beforeAll(async () => {
    sites = await Promise.all([givenSite(), givenSite()]);
    [stack, browser] = await Promise.all([
      startStack({ memory: true, port: 0, frontendUrl: sites[0]!.url }),
      launchBrowser(),
    ]);
  }, 30_000);
  afterAll(async () => {
    await Promise.all([browser.close(), stack.stop()]);
    for (const { server } of sites) server.close();
  });

  /** What a page of the origin gets to read: a status and a body, or the name of an error. */
  async function readFrom(origin: string, path: string, init: RequestInit): Promise<unknown> {
    const page = await browser.newPage();
    onTestFinished(() => page.close());
    await page.goto(origin);
    return page.evaluate(
      async ([url, options]) => {
        try {
          const response = await fetch(url, options);
          return [response.status, ((await response.json()) as { error?: string }).error];
        } catch (error) {
          return (error as Error).name;
        }
      },
      [`${stack.url}${path}`, { credentials: 'include', ...init }] as const,
    );
  }

  const token = {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer none' },
    body: JSON.stringify({ code: 'a-code', code_verifier: 'v'.repeat(43) }),
  };
  const discovery = '/.well-known/akasha-labs.json';

  it('reads the sign-in, if the page is one of the frontend', async () => {
    const [frontend] = sites;
    expect(await readFrom(frontend!.url, '/auth/token', token)).toEqual([400, 'invalid_grant']);
    expect(await readFrom(frontend!.url, discovery, {})).toEqual([200, undefined]);
  });

  it('reads nothing, if it is not', async () => {
    const [, other] = sites;
    expect(await readFrom(other!.url, '/auth/token', token)).toBe('TypeError');
    expect(await readFrom(other!.url, discovery, {})).toBe('TypeError');
  });

  it('cannot send methods and headers that the sign-in does not need', async () => {
    const [frontend] = sites;
    expect(await readFrom(frontend!.url, '/auth/token', { method: 'DELETE' })).toBe('TypeError');
    const headers = { 'x-api-key': 'a-key' };
    expect(await readFrom(frontend!.url, discovery, { headers })).toBe('TypeError');
  });
});
