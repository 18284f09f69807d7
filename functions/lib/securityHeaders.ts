/**
 * On every HTTP answer of ours: browsers come back over https alone, for a year, and take a body for
 * nothing but the type that it names.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6797#section-6.1 for HSTS; over plain http, as locally,
 *   browsers ignore it
 */
export const SECURITY_HEADERS = {
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'x-content-type-options': 'nosniff',
};
