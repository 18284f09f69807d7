import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { HttpResponse } from './httpMessage';

/** Minimum and maximum size of the responses that AppSync compresses, in bytes. */
const MIN_BYTES = 1_000;
const MAX_BYTES = 10_000_000;

const compressed = promisify(gzip);

/**
 * Compresses a response for a client that accepts gzip.
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/enabling-caching.html
 */
export async function compress(
  response: HttpResponse,
  acceptEncoding: string | undefined,
): Promise<HttpResponse> {
  const bytes = Buffer.byteLength(response.body);
  if (!acceptsGzip(acceptEncoding ?? '') || bytes < MIN_BYTES || bytes > MAX_BYTES) return response;
  return {
    ...response,
    headers: { ...response.headers, 'content-encoding': 'gzip', vary: 'Accept-Encoding' },
    body: await compressed(response.body),
  };
}

/** RFC 9110 §12.5.3: gzip is listed or covered by `*`, and its weight is not 0. */
function acceptsGzip(header: string): boolean {
  const weights = new Map(
    header.split(',').map((each) => {
      const [coding = '', ...parameters] = each.split(';').map((part) => part.trim().toLowerCase());
      const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
      return [coding, Number(weight ?? 1)];
    }),
  );
  return (weights.get('gzip') ?? weights.get('*') ?? 0) > 0;
}
