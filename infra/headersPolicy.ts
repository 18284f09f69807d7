/** Header names in lowercase, with their values. */
type Headers = Readonly<Record<string, string>>;

/** CloudFront has a setting for each of these, and refuses them as custom headers. */
const SECURITY = [
  'strict-transport-security',
  'x-content-type-options',
  'referrer-policy',
  'content-security-policy',
] as const;

type SecurityHeaders = Readonly<Record<(typeof SECURITY)[number], string>>;

/**
 * The security headers of a response headers policy. They replace those of the origin.
 *
 * @throws Error for a value that CloudFront cannot send
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-response-headers-policies.html
 */
export function securityConfig(headers: SecurityHeaders) {
  const [, maxAge, subdomains] =
    /^max-age=(\d+)(; includeSubDomains)?$/.exec(headers['strict-transport-security']) ?? [];
  if (maxAge === undefined || headers['x-content-type-options'] !== 'nosniff') {
    throw new Error('CloudFront cannot send the security headers of model/securityHeaders.ts.');
  }
  const override = true;
  return {
    strictTransportSecurity: {
      accessControlMaxAgeSec: Number(maxAge),
      includeSubdomains: subdomains !== undefined,
      override,
    },
    contentTypeOptions: { override },
    referrerPolicy: { referrerPolicy: headers['referrer-policy'], override },
    contentSecurityPolicy: {
      contentSecurityPolicy: headers['content-security-policy'],
      override,
    },
  };
}

/** All other headers. None if there are only security headers. */
export function customConfig(headers: Headers) {
  const items = Object.entries(headers)
    .filter(([header]) => !SECURITY.some((each) => each === header))
    .map(([header, value]) => ({ header, value, override: true }));
  return items.length === 0 ? {} : { customHeadersConfig: { items } };
}
