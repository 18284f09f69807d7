/**
 * Sent with every HTTP response: browsers use only https for a year, and interpret a body only as
 * the declared type.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6797#section-6.1 for HSTS; over plain http, as locally,
 * browsers ignore it
 */
export const SECURITY_HEADERS = {
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'x-content-type-options': 'nosniff',
};
