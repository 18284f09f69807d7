/**
 * AWS AppSync in a Node.js process. Give it what you deploy (a schema, resolver code, data sources, ways
 * to authorize), and it answers as AWS does. What AWS refuses is refused here.
 *
 * - **An API.** `createApi` checks a definition as a deploy does and returns an `Api`: `execute` runs an
 *   operation in process, `handle` answers an HTTP request, `serveSubscriptions` serves WebSockets.
 *   `serveApi` does all of that on a port. To serve an API beside other routes, call `answerGraphql` in a
 *   `node:http` server of your own; `readUrl`, `readHeaders` and `readBody` read its other requests, and
 *   `answerFailure` answers what a route throws. Requests that wait before `handle` gets them have their
 *   `Deadline` from `startDeadline(realTimer)`.
 * - **Data sources.** `dynamoDbSource`, `lambdaSource`, `batchingLambdaSource`, `httpSource` and
 *   `noneSource`, or any `DataSource` of your own.
 * - **Authorization.** API keys, Signature Version 4 and a Lambda authorizer, in `AuthConfig`. To test a
 *   validation expression by itself, `createAuthorizer` runs one authorizer, and `isCheap` tells whether
 *   a pattern is matched without a thread of its own.
 * - **Code by itself.** `evaluateCode` runs one handler and answers as `aws appsync evaluate-code`;
 *   `contextSchema` and `CONTEXT_MAX_LENGTH` say which contexts it takes. `checkTypes` type-checks code
 *   as a deploy does, `described` prints what it refuses, and `refusedEvaluation` says it in the words of
 *   `evaluateCode`.
 * - **A schema by itself.** `readSchema` reads it as AppSync does, or throws a `SchemaError`.
 *
 * Everything else is internal and changes without notice.
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
