/** What pages of the frontend may do with the sign-in's API, deployed and on the local stack. */
export const signInCors = {
  allowMethods: ['GET', 'POST'],
  allowHeaders: ['content-type'],
  /** Readable by `fetch` beside what every page may read. */
  exposeHeaders: ['retry-after'],
} as const;
