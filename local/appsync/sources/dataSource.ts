/** What a response handler sees as `ctx.result` and `ctx.error`. */
export interface SourceResult {
  result: unknown;
  error?: { type: string; message: string };
}

export interface DataSource {
  /**
   * Does what a request handler returned. Never rejects: a failure is an `error`.
   *
   * @param binding names the resolver or function; a `nextToken` is good for the one that got it
   */
  invoke(request: unknown, binding: string): Promise<SourceResult>;
}
