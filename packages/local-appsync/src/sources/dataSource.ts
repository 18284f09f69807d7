/** What a response handler sees as `ctx.result` and `ctx.error`. */
export interface SourceResult {
  result: unknown;
  error?: SourceError;
}

export interface SourceError {
  type: string;
  message: string;
  /** Of functions alone: their own name for their error; null for one that did not answer. */
  unhandledErrorType?: string | null;
}

export interface DataSource {
  /**
   * Does what a request handler returned. Never rejects: a failure is an `error`.
   *
   * @param binding names the resolver or function; a `nextToken` is good for the one that got it
   * @param execution stands for the request to the API that this is part of: only what belongs to
   *   one may be batched; none when omitted
   */
  invoke(request: unknown, binding: string, execution?: object): Promise<SourceResult>;
  /**
   * Answers a resolver or function that has no code, from its whole context. Lambda alone can.
   * @see https://docs.aws.amazon.com/appsync/latest/devguide/direct-lambda-reference.html
   */
  direct?(context: object, binding: string, execution?: object): Promise<SourceResult>;
}
