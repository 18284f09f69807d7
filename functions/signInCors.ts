/**
 * The CORS configuration of the sign-in API for pages of the frontend, deployed and on the local
 * stack. Without wildcards, because browsers interpret `*` literally if a request has credentials.
 *
 * @see https://fetch.spec.whatwg.org/#http-new-header-syntax
 */
export const signInCors = {
  allowCredentials: true,
  allowMethods: ['GET', 'POST'],
  allowHeaders: ['authorization', 'content-type'],
  /** Readable by `fetch`, in addition to the headers that every page may read. */
  exposeHeaders: ['retry-after'],
} as const;
