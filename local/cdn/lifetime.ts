import { ERROR_TTL_DEFAULT, errorTtls, widgetCaching } from '../../model/cdn';

/** How long a response may be served, in seconds. Stale times begin when it is no longer fresh. */
export interface Lifetime {
  readonly fresh: number;
  readonly staleWhileRevalidate: number;
  readonly staleIfError: number;
}

/** Errors that CloudFront always caches, and those that it caches only if the origin says so. */
const CACHED_ERRORS: readonly number[] = [404, 414, 500, 501, 502, 503, 504];
const CACHED_IF_DECLARED: readonly number[] = [400, 403, 405, 412, 415];

/** The errors for which CloudFront honours `no-store`, `no-cache` and `private`. */
const OMITTABLE: readonly number[] = [404, 410, 414, 501];

/**
 * How long CloudFront serves a response of the origin. Undefined for one that it does not cache.
 *
 * @param now epoch milliseconds
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/Expiration.html
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/HTTPStatusCodes.html
 */
export function lifetimeOf(status: number, headers: Headers, now: number): Lifetime | undefined {
  const directives = directivesOf(headers);
  const isOmitted = ['no-store', 'no-cache', 'private'].some((name) => directives.has(name));
  const declared =
    seconds(directives, 's-maxage') ?? seconds(directives, 'max-age') ?? untilExpiry(headers, now);
  return status < 400
    ? successLifetime(declared, isOmitted, directives)
    : errorLifetime(status, declared, isOmitted);
}

function successLifetime(
  declared: number | undefined,
  isOmitted: boolean,
  directives: Directives,
): Lifetime | undefined {
  const { minTtl, defaultTtl, maxTtl } = widgetCaching;
  if (isOmitted && minTtl === 0) return undefined;
  const wanted = isOmitted ? minTtl : (declared ?? defaultTtl);
  return {
    fresh: Math.min(Math.max(wanted, minTtl), maxTtl),
    staleWhileRevalidate: seconds(directives, 'stale-while-revalidate') ?? 0,
    // Without the directive, an expired copy is served for as long as it is in the cache.
    staleIfError: seconds(directives, 'stale-if-error') ?? Infinity,
  };
}

function errorLifetime(
  status: number,
  declared: number | undefined,
  isOmitted: boolean,
): Lifetime | undefined {
  const isCached = CACHED_ERRORS.includes(status)
    ? !(isOmitted && OMITTABLE.includes(status))
    : CACHED_IF_DECLARED.includes(status) && declared !== undefined;
  const fresh = Math.max(errorTtlOf(status), Math.min(declared ?? 0, widgetCaching.maxTtl));
  return isCached && fresh > 0 ? { fresh, staleWhileRevalidate: 0, staleIfError: 0 } : undefined;
}

/** The minimum time for which CloudFront caches an error, in seconds. */
export const errorTtlOf = (status: number): number => errorTtls[status] ?? ERROR_TTL_DEFAULT;

type Directives = ReadonlyMap<string, string>;

/** The directives of `Cache-Control`, with lowercase names. */
const directivesOf = (headers: Headers): Directives =>
  new Map(
    (headers.get('cache-control') ?? '').split(',').map((text): [string, string] => {
      const [name = '', value = ''] = text.split('=');
      return [name.trim().toLowerCase(), value.trim().replaceAll('"', '')];
    }),
  );

function seconds(directives: Directives, name: string): number | undefined {
  const text = directives.get(name);
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
}

/** An invalid date means that the response has expired. */
function untilExpiry(headers: Headers, now: number): number | undefined {
  const text = headers.get('expires');
  if (text === null) return undefined;
  const expiry = Date.parse(text);
  return Number.isNaN(expiry) ? 0 : Math.max(0, Math.floor((expiry - now) / 1_000));
}
