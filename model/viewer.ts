/**
 * The person who makes a request. The authorizer returns it, and resolvers read it from
 * `ctx.identity`.
 */
export interface Viewer {
  /** The numeric id on GitHub. */
  userId: string;
  /** SHA-256 of the session's token, in hex. Identifies the session but gives no access. */
  tokenHash: string;
}
