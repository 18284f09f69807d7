import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderPage, type Build } from '../../explorer/page';
import { headersOf } from '../../infra/siteFiles';
import { API_KEY } from '../../local/config';
import { listen, type FetchHandler, type Server } from '../../local/server';
import { startStack, type Stack } from '../../local/stack';
import { siteHeaders } from '../../model/securityHeaders';
import { launchBrowser, noBrowser } from './browser';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What a deploy uploads, served as the CDN does: from another origin than the API. */
function siteFor(api: string): FetchHandler {
  const built = execFileSync(process.execPath, ['scripts/launch.mjs', 'explorer/build.ts'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  const { version, folder, files, schema } = JSON.parse(built) as Build;
  const addresses = { apiKey: API_KEY, graphql: `${api}/graphql`, schema: '/schema.json' };
  const contents = new Map<string, () => string | Uint8Array<ArrayBuffer>>([
    ['index.html', () => renderPage(version, addresses)],
    ['schema.json', () => schema],
    ...files.map((file) => {
      const read = () => new Uint8Array(readFileSync(join(folder, file)));
      return [`explorer/${version}/${file}`, read] as const;
    }),
  ]);
  return async (request) => {
    const path = new URL(request.url).pathname.slice(1) || 'index.html';
    const read = contents.get(path);
    if (!read) return new Response(null, { status: 404 });
    const { contentType, cacheControl } = headersOf(path);
    return new Response(read(), {
      headers: {
        ...siteHeaders([api]),
        'content-type': contentType,
        'cache-control': cacheControl,
      },
    });
  };
}

describe.skipIf(noBrowser)('the explorer on the site of a stage', { timeout: 20_000 }, () => {
  let stack: Stack;
  let browser: Browser;
  let site: Server;
  beforeAll(async () => {
    const starting = startStack({ memory: true, port: 0, streams: false });
    [stack, browser] = await Promise.all([starting, launchBrowser()]);
    const handlers: [string, FetchHandler][] = [['/', siteFor(stack.url)]];
    site = await listen(0, Promise.resolve({ graphql: () => Promise.reject(), handlers }));
  }, 30_000);
  afterAll(async () => {
    await browser.close();
    await Promise.all([stack.stop(), site.close()]);
  });

  it('runs operations on the API of the stage, which it does not introspect', async () => {
    const page = await browser.newPage();
    const violations: string[] = [];
    await page.exposeFunction('noteViolation', (text: string) => violations.push(text));
    await page.addInitScript(`addEventListener('securitypolicyviolation', (event) =>
      noteViolation(event.effectiveDirective + ' ' + event.blockedURI))`);
    const operations: string[] = [];
    page.on('request', (request) => {
      if (request.url() === `${stack.url}/graphql` && request.method() === 'POST') {
        operations.push(request.postData() ?? '');
      }
    });

    await page.goto(`http://localhost:${site.port}`);
    await page.getByRole('button', { name: /Execute query/ }).click();
    await page.getByText('"read-an-access-log"').waitFor();

    expect(operations).toHaveLength(1);
    expect(operations[0]).toContain('query Catalogue');
    expect(violations).toEqual([]);
    // The sign-in would not return to this origin.
    expect(await page.getByRole('button', { name: 'Sign in' }).count()).toBe(0);
    await page.close();
  });
});
