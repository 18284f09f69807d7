import { WebSocketServer } from 'ws';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { listen, type FetchHandler, type Server } from '../../local/server';
import { startStack, type Stack } from '../../local/stack';
import { siteHeaders } from '../../model/securityHeaders';
import { openExercise } from '../support/catalogue';
import { launchBrowser, noBrowser } from './browser';

const html = (body: string, headers: Record<string, string> = {}): FetchHandler => {
  return async () => new Response(body, { headers: { 'content-type': 'text/html', ...headers } });
};

const serve = (handler: FetchHandler): Promise<Server> =>
  listen(0, Promise.resolve({ graphql: () => Promise.reject(), handlers: [['/', handler]] }));

const originOf = ({ port }: Server): string => `http://localhost:${port}`;

describe.skipIf(noBrowser)('in a browser', { timeout: 20_000 }, () => {
  let stack: Stack;
  let browser: Browser;
  const servers: Server[] = [];
  beforeAll(async () => {
    const starting = startStack({ memory: true, port: 0, streams: false });
    [stack, browser] = await Promise.all([starting, launchBrowser()]);
  }, 30_000);
  afterAll(async () => {
    await browser.close();
    await Promise.all([stack.stop(), ...servers.map((server) => server.close())]);
  });

  async function start(handler: FetchHandler): Promise<Server> {
    const server = await serve(handler);
    servers.push(server);
    return server;
  }

  let page: Page;
  /** What the page's policies refused, or would have: `report connect-src http://…`. */
  let violations: string[];
  beforeEach(async () => {
    page = await browser.newPage();
    violations = [];
    await page.exposeFunction('noteViolation', (text: string) => violations.push(text));
    await page.addInitScript(`addEventListener('securitypolicyviolation', (event) =>
      noteViolation([event.disposition, event.effectiveDirective, event.blockedURI].join(' ')))`);
    return () => page.close();
  });

  const enforced = () => violations.filter((text) => text.startsWith('enforce'));

  it('the explorer violates nothing, and uses everything that its policy allows', async () => {
    // A second policy that only reports shows what the page loads.
    await page.route(`${stack.url}/`, async (route) => {
      const response = await route.fetch();
      const headers = { 'content-security-policy-report-only': "default-src 'none'" };
      return route.fulfill({ response, headers: { ...response.headers(), ...headers } });
    });
    await page.goto(stack.url);
    await page.locator('.view-line').first().click();
    await page.keyboard.press('ControlOrMeta+a');
    // The editor underlines it with an image.
    await page.keyboard.insertText('{ noSuchField }');
    await page.locator('.squiggly-error').first().waitFor();

    const used = () =>
      new Set(
        violations.map((text) => {
          const [, directive, source = ''] = text.split(' ');
          return `${directive} ${source.startsWith(stack.url) ? 'self' : source.split(':')[0]}`;
        }),
      );
    await expect
      .poll(used, { timeout: 10_000 })
      .toEqual(
        new Set([
          'script-src-elem self',
          'worker-src self',
          'connect-src self',
          'style-src-elem self',
          'style-src-elem inline',
          'style-src-attr inline',
          'font-src self',
          'font-src data',
          'img-src self',
          'img-src data',
        ]),
      );
    expect(enforced()).toEqual([]);
  });

  it('a page of the site can run only scripts of its own files', async () => {
    const site = await start(
      html('<script>window.ran = 1</script><p onclick="window.ran = 2">Text</p>', siteHeaders([])),
    );
    await page.goto(originOf(site));
    await page.getByText('Text').click();
    expect(await page.evaluate('window.ran')).toBeUndefined();
    await expect
      .poll(enforced)
      .toEqual(['enforce script-src-elem inline', 'enforce script-src-attr inline']);
  });

  it('a page of the site connects to the origins of its stage, and to no other', async () => {
    const open = { headers: { 'access-control-allow-origin': '*' } };
    const api = await start(async () => new Response('api', open));
    const other = await start(async () => new Response('other', open));
    const sockets = new WebSocketServer({ server: api.http });
    const realtime = originOf(api).replace('http', 'ws');
    const site = await start(html('', siteHeaders([originOf(api), realtime])));
    await page.goto(originOf(site));

    const fetching = (url: string) => page.evaluate(`fetch('${url}').then((r) => r.text())`);
    expect(await fetching(originOf(api))).toBe('api');
    const opening = `new Promise((resolve, reject) => {
      const socket = new WebSocket('${realtime}');
      socket.onopen = () => resolve('open');
      socket.onerror = reject;
    })`;
    expect(await page.evaluate(opening)).toBe('open');
    await expect(fetching(originOf(other))).rejects.toThrow('Failed to fetch');
    await expect.poll(enforced).toEqual([`enforce connect-src ${originOf(other)}/`]);
    for (const socket of sockets.clients) socket.terminate();
  });

  it('no page can frame the explorer, and every page can show the widgets', async () => {
    const widget = `${stack.url}/v1/exercises/${openExercise.id}`;
    const elsewhere = await start(
      // With cross-origin isolation, which only loads what allows it.
      html(`<iframe src="${stack.url}/"></iframe><img src="${widget}/badge.svg" />`, {
        'cross-origin-embedder-policy': 'require-corp',
        'cross-origin-opener-policy': 'same-origin',
      }),
    );
    await page.goto(`http://127.0.0.1:${elsewhere.port}`);
    expect(page.frames()[1]!.url()).toBe('chrome-error://chromewebdata/');
    expect(await page.evaluate('document.images[0].naturalWidth')).toBeGreaterThan(100);
    const stats = await page.evaluate(`fetch('${widget}/stats.json').then((r) => r.json())`);
    expect(stats).toMatchObject({ exerciseId: openExercise.id });
  });

  it('a badge that is opened directly runs nothing', async () => {
    const badge = `${stack.url}/v1/exercises/${openExercise.id}/badge.svg`;
    await page.goto(badge);
    expect(await page.evaluate('document.documentElement.localName')).toBe('svg');
    await page.evaluate(`(() => {
      const script = document.createElementNS('http://www.w3.org/2000/svg', 'script');
      script.textContent = 'window.ran = 1';
      document.documentElement.append(script);
    })()`);
    expect(await page.evaluate('window.ran')).toBeUndefined();
    await expect.poll(enforced).toEqual(['enforce script-src-elem inline']);
  });
});
