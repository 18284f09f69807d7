import { holds } from '../../functions/lib/ifNoneMatch';
import { ORIGIN_SECRET_HEADER, widgetCaching } from '../../model/cdn';
import type { FetchHandler } from '../server';
import { createCache, passed, type Found } from './cache';
import type { Answer } from './store';

interface CdnOptions {
  /** The widgets' API. */
  readonly origin: FetchHandler;
  /** Proves to the origin that a request comes from the CDN. */
  readonly secret: string;
  /** Epoch milliseconds. */
  readonly now?: () => number;
  /** Size of the cache. The default is enough for thousands of widgets. */
  readonly maxBytes?: number;
}

/**
 * Stands in for CloudFront in front of the widgets' API. Both have the same address here, so a
 * request that already has the header with the secret goes to the API, as one to its own host does
 * on AWS.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html
 */
export function createCdn({
  origin,
  secret,
  now = Date.now,
  maxBytes = 16 * 1024 * 1024,
}: CdnOptions): FetchHandler {
  /** The origin receives no header of a client. */
  async function ask(
    url: string,
    method: string,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer> {
    const own = { 'user-agent': 'Amazon CloudFront', [ORIGIN_SECRET_HEADER]: secret };
    const response = await origin(new Request(url, { method, headers: { ...own, ...headers } }));
    const body = new Uint8Array(await response.arrayBuffer());
    return { status: response.status, headers: response.headers, body };
  }
  const cache = createCache({ ask, now, maxBytes });

  return async (request) => {
    if (request.headers.has(ORIGIN_SECRET_HEADER)) return origin(request);
    const method = widgetCaching.methods.find((each) => each === request.method);
    if (!method) return refusal();
    const url = forwardedUrl(new URL(request.url));
    const isCached = method !== 'OPTIONS';
    const found = isCached ? await cache.find(url, method) : passed(await ask(url, method));
    return respond(request, found);
  };
}

/**
 * The address that the origin receives, which is also the cache key: parameters that widgets do not
 * read are removed. CloudFront compares texts, so another order or spelling is another key.
 */
function forwardedUrl({ origin, pathname, search }: URL): string {
  const names: readonly string[] = widgetCaching.queryStrings;
  const parameters = search
    .slice(1)
    .split('&')
    .filter((parameter) => names.includes(parameter.split('=')[0]!));
  return `${origin}${pathname}${parameters.length > 0 ? `?${parameters.join('&')}` : ''}`;
}

function respond(request: Request, { answer, outcome, age }: Found): Response {
  const headers = new Headers(answer.headers);
  headers.set('x-cache', `${outcome} from cloudfront`);
  if (age !== undefined) headers.set('age', String(Math.floor(age)));
  const etag = headers.get('etag');
  if (answer.status === 200 && etag && holds(request.headers.get('if-none-match'), etag)) {
    headers.delete('content-type');
    return new Response(null, { status: 304, headers });
  }
  const hasBody = request.method !== 'HEAD' && answer.body.length > 0;
  return new Response(hasBody ? answer.body : null, { status: answer.status, headers });
}

/** CloudFront refuses methods that the distribution does not allow. The origin is not asked. */
const refusal = (): Response =>
  new Response('<title>ERROR: The request could not be satisfied</title>\n', {
    status: 403,
    headers: { 'content-type': 'text/html', 'x-cache': 'Error from cloudfront' },
  });
