/** The outcome that a response handler reads as `ctx.result` and `ctx.error`. */
export interface SourceResult {
  result: unknown;
  error?: SourceError;
}

export interface SourceError {
  type: string;
  message: string;
  /**
   * Lambda only. The function's own name for its error, or null if the function did not respond.
   */
  unhandledErrorType?: string | null;
}

export interface DataSource {
  /**
   * Executes the request that a request handler returned. Never rejects: a failure is an `error`.
   *
   * @param binding name of the resolver or function. A `nextToken` is valid only for the binding
   *   that received it.
   * @param execution identifies the request to the API that this call is part of. Only calls of the
   *   same request may be batched. Calls that omit it may be batched with each other.
   */
  invoke(request: unknown, binding: string, execution?: object): Promise<SourceResult>;
  /**
   * Resolves a resolver or function that has no code, from its entire context. Lambda only.
   * @see https://docs.aws.amazon.com/appsync/latest/devguide/direct-lambda-reference.html
   */
  direct?(context: object, binding: string, execution?: object): Promise<SourceResult>;
}
