import { BUNDLE_CACHING, BUNDLE_TYPE, type Bundle } from '../catalogue/bundle';
import { BUNDLES_PATH } from '../model/cdn';
import { bundleName } from '../model/exercise';
import type { FetchHandler } from './server';

/** Serves the bundles of the catalogue, as the CDN of a stage does. */
export function createBundles(bundles: readonly Bundle[]): FetchHandler {
  const byPath = new Map(
    bundles.map((bundle) => [BUNDLES_PATH + bundleName(bundle.sha256), bundle]),
  );
  return async (request) => {
    const bundle = byPath.get(new URL(request.url).pathname);
    if (!bundle) return new Response('Not Found\n', { status: 404 });
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return new Response(null, { status: 405, headers: { Allow: 'GET, HEAD' } });
    }
    return new Response(request.method === 'HEAD' ? null : new Uint8Array(bundle.archive), {
      headers: {
        'Content-Type': BUNDLE_TYPE,
        'Content-Length': String(bundle.archive.length),
        'Cache-Control': BUNDLE_CACHING,
        ETag: `"${bundle.sha256}"`,
      },
    });
  };
}
