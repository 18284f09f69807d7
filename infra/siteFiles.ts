import { extname } from 'node:path';

const TYPES: Readonly<Record<string, string>> = {
  '.avif': 'image/avif',
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/svg+xml',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.xml': 'application/xml',
};

/** Folders whose files change their names with their contents. */
const HASHED = /^(assets|explorer)\//;

/**
 * The headers with which a file of the site is served.
 *
 * @param path relative to the root of the site
 * @throws Error for a file whose type is unknown
 */
export function headersOf(path: string): { contentType: string; cacheControl: string } {
  const contentType = TYPES[extname(path)];
  if (contentType === undefined) {
    throw new Error(`Add the content type of ${path} to infra/siteFiles.ts.`);
  }
  return {
    contentType,
    cacheControl: HASHED.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache',
  };
}
