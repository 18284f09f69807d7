/**
 * How the CDN serves the widgets: CloudFront on AWS (`infra/cdn.ts`), and a cache with the same
 * behaviour on the local stack (`local/cdn/`). Times are in seconds.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/Expiration.html
 */
export const widgetCaching = {
  path: '/v1/*',
  /** CloudFront refuses other methods itself, with 403. It caches responses to GET and HEAD. */
  methods: ['GET', 'HEAD', 'OPTIONS'],
  /**
   * With 0, CloudFront honours `no-store`, `no-cache` and `private`. It would ignore them with more.
   */
  minTtl: 0,
  /** For responses without `s-maxage`, `max-age` and `Expires`. */
  defaultTtl: 0,
  maxTtl: 86_400,
  /**
   * The parameters that the widgets read. All others are neither in the cache key nor forwarded.
   */
  queryStrings: ['date', 'limit', 'period'],
} as const;

/**
 * The prefix of the paths of bundles, on the CDN and on the local stack. Keys in the bucket have it
 * without the first slash.
 */
export const BUNDLES_PATH = '/bundles/';

/** A parameter that a widget can read. */
export type WidgetParameter = (typeof widgetCaching.queryStrings)[number];

/**
 * Minimum times for which CloudFront caches errors, by status. It ignores `no-store` on these, so a
 * fault would last ten seconds longer than its cause.
 *
 * They apply to the whole distribution.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/custom-error-pages-expiration.html
 */
export const errorTtls: Readonly<Record<number, number>> = { 500: 0, 502: 0, 503: 0, 504: 0 };

/** CloudFront's own minimum for all other statuses. */
export const ERROR_TTL_DEFAULT = 10;

/**
 * The header with which the CDN proves to the widgets' API that a request comes from it. The API
 * refuses all others. Clients cannot set it: CloudFront overwrites it.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/add-origin-custom-headers.html
 */
export const ORIGIN_SECRET_HEADER = 'x-origin-verify';
