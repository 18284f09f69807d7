import { createHash } from 'node:crypto';
import { extname } from 'node:path';
import { holds } from '../functions/lib/ifNoneMatch';
import { siteHeaders } from '../model/securityHeaders';
import type { FetchHandler } from './server';
import { bundleVersion, loadBundle, type Bundle } from '../explorer/bundle';
import { icon, renderPage } from '../explorer/page';

const assetPath = /^\/explorer\/([^/]+)\/([^/]+)$/;

const contentTypes: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.ttf': 'font/ttf',
};

/** The API and the sign-in have the origin of the page. */
const securityHeaders = siteHeaders([]);

/**
 * The page at `/` where people try the API, with its own files under `/explorer/`. Works offline.
 * Its script and styles are built on the first request and stored for the next start.
 *
 * @param options.apiKey sent by the page as `x-api-key` while no one is signed in
 */
export function createExplorer(options: { apiKey: string }): FetchHandler {
  let version: Promise<string> | undefined;
  const readVersion = () => (version ??= bundleVersion());
  let bundle: Promise<Bundle> | undefined;
  const readBundle = () =>
    (bundle ??= readVersion()
      .then(loadBundle)
      .catch((error: unknown) => {
        bundle = undefined;
        throw error;
      }));

  return async (request) => {
    const { pathname } = new URL(request.url);
    const [, requested, file] = assetPath.exec(pathname) ?? [];
    if (pathname !== '/' && pathname !== '/favicon.ico' && !file) return notFound();
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return new Response(null, {
        status: 405,
        headers: { ...securityHeaders, Allow: 'GET, HEAD' },
      });
    }
    if (pathname === '/favicon.ico') {
      // The path that browsers request by themselves, including on the pages of the stand-in
      // GitHub.
      return answer(request, icon, { 'Content-Type': 'image/svg+xml' });
    }
    if (!file) {
      // Without the bundle: while it is being built, the page shows that it is loading.
      return answer(
        request,
        renderPage(await readVersion(), { apiKey: options.apiKey, graphql: '/graphql', auth: '' }),
        {
          'Content-Type': 'text/html; charset=utf-8',
          'Cache-Control': 'no-cache',
        },
      );
    }
    // Only bundled files are found, by name. No path reaches the file system.
    const contents =
      requested === (await readVersion()) ? (await readBundle()).get(file) : undefined;
    if (!contents) return notFound();
    return answer(request, contents, {
      'Content-Type': contentTypes[extname(file)] ?? 'application/octet-stream',
      'Cache-Control': 'public, max-age=31536000, immutable',
    });
  };
}

function answer(
  request: Request,
  body: string | Uint8Array<ArrayBuffer>,
  about: Record<string, string>,
): Response {
  const etag = `"${createHash('sha256').update(body).digest('base64url')}"`;
  const headers = {
    ...about,
    ...securityHeaders,
    ETag: etag,
  };
  if (holds(request.headers.get('If-None-Match'), etag)) {
    return new Response(null, { status: 304, headers });
  }
  return new Response(request.method === 'HEAD' ? null : body, { headers });
}

const notFound = () => new Response('Not Found', { status: 404, headers: securityHeaders });
