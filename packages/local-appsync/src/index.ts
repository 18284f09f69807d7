/**
 * AWS AppSync in a Node.js process. Pass it what you deploy (a schema, resolver code, data sources,
 * authorization), and it responds as AWS does. It rejects what AWS rejects.
 *
 * - **An API.** `createApi` validates a definition as a deploy does and returns an `Api`: `execute`
 *   runs an operation in process, `handle` responds to an HTTP request, and `serveSubscriptions`
 *   serves WebSockets. `serveApi` serves both on a port. To serve an API beside other routes, call
 *   `answerGraphql` in your own `node:http` server. `readUrl`, `readHeaders` and `readBody` parse
 *   its other requests, and `answerFailure` responds to an error that a route throws. If a request
 *   waits before `handle` receives it, start its `Deadline` with `startDeadline(realTimer)`.
 * - **Data sources.** `dynamoDbSource`, `lambdaSource`, `batchingLambdaSource`, `httpSource` and
 *   `noneSource`, or your own `DataSource`.
 * - **Authorization.** API keys, Signature Version 4 and a Lambda authorizer, configured in
 *   `AuthConfig`. To test a validation expression in isolation, `createAuthorizer` runs one
 *   authorizer, and `isCheap` returns whether a pattern is matched without a separate thread.
 * - **Code in isolation.** `evaluateCode` runs one handler and returns the output of
 *   `aws appsync evaluate-code`. `contextSchema` and `CONTEXT_MAX_LENGTH` define the contexts that
 *   it accepts. `checkTypes` type-checks code as a deploy does, `described` formats an error of the
 *   type check, and `refusedEvaluation` returns such errors in the output format of `evaluateCode`.
 * - **A schema in isolation.** `readSchema` parses it as AppSync does, or throws a `SchemaError`.
 *
 * Everything else is internal and may change without notice.
 *
 * @module local-appsync
 * @example
 * const api = createApi({
 *   schema: 'type Query { hello: String }',
 *   resolvers: { 'Query.hello': { code, source: 'none' } },
 *   sources: { none: noneSource },
 *   auth: { defaultMode: 'API_KEY', apiKeys: [{ key: 'da2-local' }] },
 * });
 * const { graphqlUrl, close } = await serveApi(api, 4000);
 */

export {
  createApi,
  type Api,
  type ApiDefinition,
  type FunctionDefinition,
  type ResolverDefinition,
  type UnitDefinition,
} from './api';
export type { ErrorEntry, ResolverErrorEntry, ServiceErrorEntry } from './errors';

export type { ApiKey, AuthConfig, AuthMode, Caller } from './access/auth';
export {
  createAuthorizer,
  type Authorizer,
  type AuthorizerConfig,
  type AuthorizerEvent,
} from './access/authorizer';
export type { IamCredentials } from './access/signature';
export { isCheap } from './evaluator/matchSteps';

export type { RequestLimits } from './document/limits';
export type { Operation } from './document/operation';
export { readSchema, SchemaError, type ApiSchema } from './document/schema';

export type { CachingBehavior, CachingConfig, ResolverCaching } from './execution/caching';
export type { Execute, Execution, ExecutionResult } from './execution/execute';
export type { Headers, RequestContext } from './execution/fieldContext';

export { CodeError, type HandlerContext } from './evaluator';
export {
  CONTEXT_MAX_LENGTH,
  contextSchema,
  evaluateCode,
  type EvaluateCodeOutput,
} from './evaluator/evaluateCode';
export type { HandlerName } from './evaluator/handler';
export { checkTypes, described, type TypeRefusal } from './typeCheck';
export { refusedEvaluation } from './typeCheck/evaluation';

export type { HttpRequest, HttpResponse } from './http/httpMessage';
export { answerFailure, answerGraphql, readBody, readHeaders, readUrl } from './http/nodeHttp';
export { serveApi, type ServedApi } from './http/serve';
export type { Client, Realtime } from './realtime/server';

export type { DataSource, SourceError, SourceResult } from './sources/dataSource';
export { realTimer, startDeadline, type Deadline, type Timer } from './sources/deadline';
export { dynamoDbSource, type DynamoDbPermissions } from './sources/dynamodb';
export { httpSource } from './sources/http';
export { batchingLambdaSource, lambdaSource, type LambdaHandler } from './sources/lambda';
export { noneSource } from './sources/none';
