import {
  execute as executeDocument,
  getOperationAST,
  type GraphQLFieldResolver,
  type GraphQLResolveInfo,
} from 'graphql';
import { refusalIn, resolveType } from './abstractTypes';
import { mayRead, notAuthorized } from '../access/access';
import type { Cache, ResolverCaching } from './caching';
import type { ReadDocument } from '../document/documents';
import { locationsOf, malformed, pathOf, type ErrorEntry } from '../errors';
import type { Eviction, Invalidation, RaisedError } from '../evaluator';
import { fieldContext, type RequestContext } from './fieldContext';
import {
  ANSWER_MAX_BYTES,
  depthEntry,
  fieldLength,
  RESOLVER_COUNT_MAX,
  sizeEntry,
  type RequestLimits,
} from '../document/limits';
import type { Operation } from '../document/operation';
import { publish } from '../realtime/publish';
import type { Hub } from '../realtime/hub';
import { selectedData } from '../document/selection';
import { resolve, type Resolver } from './resolver';
import { ownValue, resultOf } from './results';
import type { ApiSchema } from '../document/schema';
import { executionEntries, variablesEntry } from './serviceErrors';
import { startDeadline, type Deadline, type Timer } from '../sources/deadline';
import { inTime } from './timeOut';
import { unknownFieldEntry } from '../document/unknownFields';
import { variablesOf } from '../document/variables';

/** The result of an operation, serialized as the body of a 200. */
export interface ExecutionResult {
  readonly data: Record<string, unknown> | null;
  readonly errors?: readonly ErrorEntry[];
  /** Present only if the request evicted something from the cache. */
  readonly extensions?: { readonly apiCacheEntriesDeleted: number };
}

export interface Execution {
  readonly result: ExecutionResult;
  /** Headers that resolvers added through `util.http`. */
  readonly responseHeaders: Readonly<Record<string, string>>;
}

/**
 * @param deadline time limit of the entire request. Default: one that starts with the execution.
 * @throws RequestError for an operation that AppSync refuses as a whole
 */
export type Execute = (
  operation: Operation,
  context: RequestContext,
  deadline?: Deadline,
) => Promise<Execution>;

/** A resolver and its configuration in the API. */
export interface WiredResolver {
  readonly resolver: Resolver;
  readonly caching?: ResolverCaching;
}

/** The dependencies of an execution. */
export interface Engine {
  readonly api: ApiSchema;
  /** By `Type.field`. */
  readonly resolvers: ReadonlyMap<string, WiredResolver>;
  readonly readDocument: ReadDocument;
  readonly hub: Hub;
  readonly cache: Cache | null;
  readonly limits: RequestLimits;
  /** `ctx.env`. */
  readonly environment: Readonly<Record<string, string>>;
  readonly timer: Timer;
}

/** The state of one execution: the input and the output of its resolvers. */
interface State extends RequestContext {
  readonly isQuery: boolean;
  /** As supplied, which is how `ctx.info` shows them. */
  readonly variables: Record<string, unknown>;
  readonly errors: ErrorEntry[];
  readonly responseHeaders: Record<string, string>;
  readonly invalidations: Invalidation[];
  readonly evictions: Eviction[];
  resolversRun: number;
  /** Minimum length of the response so far, in characters. */
  length: number;
  readonly deadline: Deadline;
}

/**
 * Creates the function that executes operations against a schema and its resolvers. A field without
 * a resolver is read from its parent's value.
 */
export function createExecutor(engine: Engine): Execute {
  const { api, readDocument, hub, cache, limits } = engine;
  const fieldResolver: GraphQLFieldResolver<unknown, State> = (source, args, state, info) => {
    const { name: typeName } = info.parentType;
    state.length += fieldLength(info.path.key);
    if (!mayRead(api, state.caller, typeName, info.fieldName)) {
      report(state, info, () =>
        notAuthorized(typeName, info.fieldName, pathOf(info), locationsOf(info.fieldNodes)),
      );
      return null;
    }
    const wired = engine.resolvers.get(`${typeName}.${info.fieldName}`);
    if (!wired) return isTooLong(state) ? null : resultOf(info, ownValue(source, info.fieldName));
    const value = runResolver(engine, wired, source, args, state, info);
    return value.then((resolved) => resultOf(info, resolved));
  };

  return async (operation, context, given) => {
    const document = readDocument(operation.query);
    if (Array.isArray(document)) return refused(document);
    const asked = getOperationAST(document, operation.operationName);
    if (!asked) throw malformed('Unable to parse GraphQL query.');
    const tooLarge = sizeEntry(document, asked);
    if (tooLarge) return refused([tooLarge]);
    const tooDeep =
      limits.queryDepth === undefined ? null : depthEntry(document, asked, limits.queryDepth);
    if (tooDeep) return refused([tooDeep]);
    const unknown = unknownFieldEntry(api.schema, asked, operation.variables);
    if (unknown) return refused([unknown]);
    const isQuery = asked.operation === 'query';
    const slot =
      cache?.behavior === 'OPERATION_LEVEL_CACHING' && isQuery
        ? cache.ofOperation([operation, context.caller])
        : null;
    const kept = slot?.read();
    if (kept !== undefined) return JSON.parse(kept) as Execution;

    const deadline = given ?? startDeadline(engine.timer);
    const state: State = {
      ...context,
      isQuery,
      variables: operation.variables,
      errors: [],
      responseHeaders: {},
      invalidations: [],
      evictions: [],
      resolversRun: 0,
      length: 0,
      deadline,
    };
    const { data, errors = [] } = await Promise.resolve(
      executeDocument({
        schema: api.schema,
        document,
        contextValue: state,
        variableValues: variablesOf(asked, operation.variables),
        operationName: operation.operationName ?? null,
        fieldResolver,
        typeResolver: resolveType,
        // Only one error is reported. Collecting the others would take time.
        options: { maxCoercionErrors: 1 },
      }),
    ).finally(deadline.cancel);
    // Without `data`, the execution never started: a variable is invalid.
    if (data === undefined) return refused([variablesEntry(errors)]);
    const refusal = refusalIn(errors);
    if (refusal) throw refusal;
    if (asked.operation === 'mutation') publish(hub, document, asked, data, state.invalidations);
    const evicted = cache?.evict(state.evictions) ?? 0;
    const entries = [
      ...state.errors,
      ...errors.flatMap((error) => executionEntries(error, api.schema)),
    ];
    const execution: Execution = {
      result: {
        data,
        ...(entries.length > 0 && { errors: entries }),
        ...(evicted > 0 && { extensions: { apiCacheEntriesDeleted: evicted } }),
      },
      responseHeaders: state.responseHeaders,
    };
    if (entries.length === 0) slot?.keep(execution);
    return execution;
  };
}

const refused = (errors: ErrorEntry[]): Execution => ({
  result: { data: null, errors },
  responseHeaders: {},
});

async function runResolver(
  engine: Engine,
  { resolver, caching }: WiredResolver,
  source: unknown,
  args: Record<string, unknown>,
  state: State,
  info: GraphQLResolveInfo,
): Promise<unknown> {
  state.resolversRun += 1;
  if (state.resolversRun > (engine.limits.resolverCount ?? RESOLVER_COUNT_MAX)) {
    leave(state, info, [LIMIT_REACHED]);
    return null;
  }
  const context = fieldContext(state, state.variables, engine.environment, {
    ...info,
    parentTypeName: info.parentType.name,
    arguments: args,
    source,
  });
  const slot = engine.cache?.ofResolver(resolver.name, caching, context, state.isQuery);
  const kept = slot?.read();
  if (kept !== undefined) return JSON.parse(kept);

  const resolution = await inTime(state.deadline, () => resolve(resolver, context, state));
  const { value, errors, responseHeaders, extensions } = resolution;
  leave(state, info, errors);
  Object.assign(state.responseHeaders, responseHeaders);
  state.invalidations.push(...(extensions.invalidations ?? []));
  state.evictions.push(...(extensions.evictions ?? []));
  if (errors.length === 0) slot?.keep(value);
  return value;
}

const serviceError = (errorType: string, message: string): RaisedError => ({
  message,
  errorType,
  data: null,
  errorInfo: null,
});

/**
 * The type is recorded in aws-amplify/amplify-cli#6128, the message in aws-amplify/amplify-js#8342.
 */
const LIMIT_REACHED = serviceError(
  'ResolverExecutionLimitReached',
  'Resolver invocation limit reached.',
);

/** Reports errors of a field. */
function leave(state: State, info: GraphQLResolveInfo, errors: readonly RaisedError[]): void {
  for (const error of errors) {
    report(state, info, () => ({
      path: pathOf(info),
      data: selectedData(error.data, info.fieldNodes, info.fragments),
      errorType: error.errorType,
      errorInfo: error.errorInfo,
      locations: locationsOf(info.fieldNodes),
      message: error.message,
    }));
  }
}

/** Length of one location in a response, in characters. */
const LOCATION_LENGTH = JSON.stringify([{ line: 1, column: 1, sourceName: null }]).length;

function report(state: State, info: GraphQLResolveInfo, entry: () => ErrorEntry): void {
  state.length += info.fieldNodes.length * LOCATION_LENGTH;
  if (!isTooLong(state)) state.errors.push(entry());
}

/**
 * A longer response is never sent, so collecting it would only waste time and memory. Resolvers
 * still run, for their side effects.
 */
const isTooLong = ({ length }: State): boolean => length > ANSWER_MAX_BYTES;
