/**
 * The CORS configuration of the sign-in API for pages of the frontend, deployed and on the local
 * stack.
 */
export const signInCors = {
  allowMethods: ['GET', 'POST'],
  allowHeaders: ['content-type'],
  /** Readable by `fetch`, in addition to the headers that every page may read. */
  exposeHeaders: ['retry-after'],
} as const;
