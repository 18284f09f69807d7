/** Who makes a request: the authorizer answers it, and resolvers read it from `ctx.identity`. */
export interface Viewer {
  /** The numeric id on GitHub. */
  userId: string;
  /** SHA-256 of the session's token, in hex: finds the session, opens nothing. */
  tokenHash: string;
}
