import { randomUUID } from 'node:crypto';
import {
  execute as executeDocument,
  getOperationAST,
  Kind,
  type GraphQLError,
  type DocumentNode,
  type GraphQLFieldResolver,
  type GraphQLResolveInfo,
  type OperationDefinitionNode,
} from 'graphql';
import { mayRead, notAuthorized } from './access';
import type { Caller } from './auth';
import type { ReadDocument } from './documents';
import type { Invalidation } from './evaluator';
import type { Hub } from './realtime/hub';
import { publishedPayload } from './realtime/payload';
import { locationsOf, malformed, type ErrorEntry } from './errors';
import { resolve, type Resolver } from './resolver';
import type { ApiSchema } from './schema';
import { selectionOf } from './selection';
import { nullViolation, valueEntry, variableEntry } from './serviceErrors';

/** A GraphQL operation as a client sends it. */
export interface Operation {
  readonly query: string;
  readonly operationName?: string;
  readonly variables: Record<string, unknown>;
}

/** What an operation answers; serialised as the body of a 200. */
export interface ExecutionResult {
  readonly data: Record<string, unknown> | null;
  readonly errors?: readonly ErrorEntry[];
}

export interface Execution {
  readonly result: ExecutionResult;
  /** What resolvers added through `util.http`. */
  readonly responseHeaders: Readonly<Record<string, string>>;
}

/** Header names in lower case; a header that was sent several times has a list. */
export type Headers = Readonly<Record<string, string | string[]>>;

/** The request around an operation, as far as resolvers see it. */
export interface RequestContext {
  readonly caller: Caller;
  /** Without `cookie`, which AppSync keeps from resolvers. */
  readonly headers: Headers;
}

/** The state of one execution: what its resolvers read and what they leave. */
interface State extends RequestContext {
  readonly variables: Record<string, unknown>;
  readonly errors: ErrorEntry[];
  readonly responseHeaders: Record<string, string>;
  readonly invalidations: Invalidation[];
}

export type Execute = (operation: Operation, context: RequestContext) => Promise<Execution>;

/**
 * Builds the function that runs operations against a schema and its resolvers.
 * A field without a resolver is read from its parent's value.
 */
export function createExecutor(
  api: ApiSchema,
  resolvers: ReadonlyMap<string, Resolver>,
  readDocument: ReadDocument,
  hub: Hub,
): Execute {
  const fieldResolver: GraphQLFieldResolver<unknown, State> = (source, args, state, info) => {
    const { name: typeName } = info.parentType;
    if (!mayRead(api, state.caller, typeName, info.fieldName)) {
      const at = locationsOf(info.fieldNodes);
      state.errors.push(notAuthorized(typeName, info.fieldName, pathOf(info), at));
      return null;
    }
    const resolver = resolvers.get(`${typeName}.${info.fieldName}`);
    if (resolver) return runResolver(resolver, source, args, state, info);
    return ownValue(source, info.fieldName);
  };

  return async (operation, context) => {
    const document = readDocument(operation.query);
    if (Array.isArray(document)) return refused(document);
    const asked = getOperationAST(document, operation.operationName);
    if (!asked) throw malformed('Unable to parse GraphQL query.');
    const state: State = {
      ...context,
      variables: operation.variables,
      errors: [],
      responseHeaders: {},
      invalidations: [],
    };
    const { data, errors = [] } = await executeDocument({
      schema: api.schema,
      document,
      contextValue: state,
      variableValues: operation.variables,
      operationName: operation.operationName ?? null,
      fieldResolver,
    });
    // Without `data` the execution never began: a variable does not fit.
    if (data === undefined) return refused(errors.map((error) => variableEntry(error)));
    if (asked.operation === 'mutation') publish(hub, document, asked, data, state.invalidations);
    const entries = [...state.errors, ...errors.map((error) => executionEntry(error, api))];
    return {
      result: { data, ...(entries.length > 0 && { errors: entries }) },
      responseHeaders: state.responseHeaders,
    };
  };
}

/** What a parent's value has under a field's name, and not what every object has. */
const ownValue = (source: unknown, name: string): unknown =>
  typeof source === 'object' && source !== null && Object.hasOwn(source, name)
    ? (source as Record<string, unknown>)[name]
    : undefined;

const refused = (errors: ErrorEntry[]): Execution => ({
  result: { data: null, errors },
  responseHeaders: {},
});

async function runResolver(
  resolver: Resolver,
  source: unknown,
  args: Record<string, unknown>,
  state: State,
  info: GraphQLResolveInfo,
): Promise<unknown> {
  const { value, errors, responseHeaders, extensions } = await resolve(resolver, {
    arguments: args,
    source: source ?? null,
    identity: state.caller.identity,
    request: { headers: { ...state.headers }, domainName: null },
    info: {
      fieldName: info.fieldName,
      parentTypeName: info.parentType.name,
      variables: state.variables,
      ...selectionOf(info),
    },
    env: {},
  });
  for (const error of errors) {
    state.errors.push({
      path: pathOf(info),
      data: error.data,
      errorType: error.errorType,
      errorInfo: error.errorInfo,
      locations: locationsOf(info.fieldNodes),
      message: error.message,
    });
  }
  Object.assign(state.responseHeaders, responseHeaders);
  state.invalidations.push(...(extensions.invalidations ?? []));
  return value;
}

/** A request may end the subscriptions of so many calls; more are without effect. */
const INVALIDATIONS_MAX = 5;

/** Tells subscribers what a mutation answered: what its caller selected, and no more. */
function publish(
  hub: Hub,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  data: Record<string, unknown> | null,
  invalidations: readonly Invalidation[],
): void {
  for (const node of operation.selectionSet.selections) {
    if (node.kind !== Kind.FIELD) continue;
    const answer = data?.[(node.alias ?? node.name).value];
    hub.publish(node.name.value, publishedPayload(document, node.selectionSet, answer));
  }
  for (const { subscriptionField, payload } of invalidations.slice(0, INVALIDATIONS_MAX)) {
    hub.invalidate(subscriptionField, payload);
  }
}

/**
 * What graphql-js itself found wrong with a value. Resolvers never throw, so anything else is a
 * fault of this program: logged whole, shown without its words.
 */
function executionEntry(error: GraphQLError, api: ApiSchema): ErrorEntry {
  const known = nullViolation(error, api.schema) ?? valueEntry(error);
  if (known) return known;
  const reference = randomUUID();
  console.error(`Internal failure ${reference}:`, error.originalError ?? error);
  return {
    path: [...(error.path ?? [])],
    data: null,
    errorType: 'InternalFailure',
    errorInfo: null,
    locations: [],
    message: `Internal failure, see the log for ${reference}.`,
  };
}

function pathOf(info: GraphQLResolveInfo): (string | number)[] {
  const path: (string | number)[] = [];
  for (let at: GraphQLResolveInfo['path'] | undefined = info.path; at; at = at.prev) {
    path.unshift(at.key);
  }
  return path;
}
