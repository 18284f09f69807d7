import { describe, expect, it } from 'vitest';
import { createExplorer } from '../../local/explorer';
import { siteHeaders } from '../../model/securityHeaders';

const API_KEY = 'da2-abcdefghijklmnopqrstuvwxyz';
const explorer = createExplorer({ apiKey: API_KEY });
const get = (path: string, init?: RequestInit) =>
  explorer(new Request(new URL(path, 'http://localhost:4000'), init));

const assetPaths = async (): Promise<string[]> =>
  [...(await (await get('/')).text()).matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path]) => path!);

describe('the page', () => {
  it('contains the API key, and references only its own origin', async () => {
    const response = await get('/');
    const html = await response.text();

    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(html).toContain(API_KEY);
    expect(html).not.toMatch(/(?:src|href)="(?!\/[^/])/);
  });

  it('has a policy without inline scripts, eval, other origins and framing', async () => {
    const policy = (await get('/')).headers.get('content-security-policy');

    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("connect-src 'self';");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe-eval|https?:|\*/);
  });

  it('has the security headers of the site, like its assets and errors', async () => {
    const [script] = (await assetPaths()).filter((path) => path.endsWith('main.js'));
    for (const response of await Promise.all([
      get('/'),
      get(script!),
      get('/nothing'),
      get('/', { method: 'POST' }),
    ])) {
      expect(Object.fromEntries(response.headers)).toMatchObject(siteHeaders([]));
    }
  });

  it('is revalidated on every visit, and sent again only when it has changed', async () => {
    const response = await get('/');
    const etag = response.headers.get('etag')!;
    const again = await get('/', { headers: { 'If-None-Match': `"other", W/${etag}` } });

    expect(response.headers.get('cache-control')).toBe('no-cache');
    expect(again.status).toBe(304);
    expect(await again.text()).toBe('');
    expect((await get('/', { headers: { 'If-None-Match': '"other"' } })).status).toBe(200);
  });
});

describe('the assets of the page', () => {
  it('exist, with their content types', async () => {
    const types = await Promise.all(
      (await assetPaths()).map(async (path) => {
        const response = await get(path);
        expect(response.status).toBe(200);
        expect((await response.text()).length).toBeGreaterThan(0);
        return response.headers.get('content-type');
      }),
    );
    expect(types.sort()).toEqual([
      'image/svg+xml',
      'text/css; charset=utf-8',
      'text/javascript; charset=utf-8',
    ]);
  });

  it.each(['editor', 'graphql', 'json'])('include the %s worker', async (name) => {
    const script = (await assetPaths()).find((path) => path.endsWith('main.js'))!;
    const response = await get(script.replace('main.js', `${name}.worker.js`));
    expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
  });

  it('are cached permanently, because each version has its own URL', async () => {
    const script = (await assetPaths()).find((path) => path.endsWith('main.js'))!;
    const { headers } = await get(script);
    expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect((await get(script.replace(/[0-9a-f]{16}/, '0'.repeat(16)))).status).toBe(404);
  });

  it.each([
    '/explorer/',
    '/explorer/main.js',
    '/explorer/..%2f..%2fpackage.json',
    '/explorer/x/..%2f..%2f..%2fpackage.json',
    '/explorer/../package.json',
    '/package.json',
    '/nothing',
  ])('do not include %s', async (path) => {
    const response = await get(path);
    expect(response.status).toBe(404);
    expect(await response.text()).toBe('Not Found');
  });

  it('respond to HEAD, but not to POST', async () => {
    const head = await get('/', { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
    expect((await get('/', { method: 'POST' })).status).toBe(405);
  });
});
