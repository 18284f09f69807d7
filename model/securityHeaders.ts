/**
 * Sent with every response: for a year, browsers use only https. They interpret a body only as the
 * declared type, and tell no other site the address of the page, which contains the one-time code
 * of a sign-in for a moment.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6797#section-6.1 for HSTS; over plain http, as locally,
 * browsers ignore it
 */
const everywhere = {
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
} as const;

/** The responses of the sign-in. They are not pages, and no page may frame them. */
export const apiHeaders = {
  ...everywhere,
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
} as const;

/**
 * The widgets. Any page may embed them, also one with cross-origin isolation. A badge that is opened
 * directly is a document: it can load and run nothing.
 */
export const widgetHeaders = {
  ...everywhere,
  'content-security-policy': "default-src 'none'",
  'cross-origin-resource-policy': 'cross-origin',
} as const;

/**
 * The pages of the site, which no page may frame, and its assets.
 *
 * @param origins the origins that its scripts connect to, in addition to the site's own: the API,
 *   its realtime endpoint (`wss:`) and the sign-in
 */
export const siteHeaders = (origins: readonly string[]) => ({
  ...everywhere,
  'content-security-policy': sitePolicy(origins),
});

/**
 * Scripts and workers only from the site's own files: no inline scripts, no eval. The editor of the
 * explorer sets styles at run time, and has its icons and fonts as `data:` URLs.
 */
const sitePolicy = (origins: readonly string[]): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "worker-src 'self'",
    ["connect-src 'self'", ...origins].join(' '),
    "style-src 'self' 'unsafe-inline'",
    "font-src 'self' data:",
    "img-src 'self' data:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
