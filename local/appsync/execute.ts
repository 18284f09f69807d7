import { randomUUID } from 'node:crypto';
import {
  execute as executeDocument,
  getOperationAST,
  GraphQLError,
  parse,
  validate,
  type DocumentNode,
  type FieldNode,
  type GraphQLFieldResolver,
  type GraphQLResolveInfo,
} from 'graphql';
import type { Caller } from './auth';
import { denies } from './authorizer';
import { malformed, type ErrorEntry, type SourceLocation } from './errors';
import { resolve, type Resolver } from './resolver';
import type { ApiSchema } from './schema';
import { selectionOf } from './selection';
import { nullViolation, valueEntry, variableEntry } from './serviceErrors';
import { validationEntries } from './validation';

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
}

export type Execute = (operation: Operation, context: RequestContext) => Promise<Execution>;

/** Longest document that AppSync takes, in tokens. (Reported.) */
const TOKENS_MAX = 15_000;

/** Documents that were parsed and validated before, the least recently used dropped first. */
const DOCUMENTS_KEPT = 500;

/**
 * Builds the function that runs operations against a schema and its resolvers.
 * A field without a resolver is read from its parent's value.
 */
export function createExecutor(api: ApiSchema, resolvers: ReadonlyMap<string, Resolver>): Execute {
  const documents = new Map<string, DocumentNode | ErrorEntry[]>();

  /** The document, or the entries of why it is refused. */
  function prepare(query: string): DocumentNode | ErrorEntry[] {
    const known = documents.get(query);
    const prepared = known ?? check(api, query);
    documents.delete(query);
    documents.set(query, prepared);
    if (documents.size > DOCUMENTS_KEPT) documents.delete(documents.keys().next().value!);
    return prepared;
  }

  const fieldResolver: GraphQLFieldResolver<unknown, State> = (source, args, state, info) => {
    const { name: typeName } = info.parentType;
    const { mode, deniedFields } = state.caller;
    const isOpen = api.allowedModes(typeName, info.fieldName).includes(mode);
    if (!isOpen || denies(deniedFields, typeName, info.fieldName)) {
      state.errors.push({
        path: pathOf(info),
        data: null,
        errorType: 'Unauthorized',
        errorInfo: null,
        locations: locationsOf(info.fieldNodes),
        message: `Not Authorized to access ${info.fieldName} on type ${typeName}`,
      });
      return null;
    }
    const resolver = resolvers.get(`${typeName}.${info.fieldName}`);
    if (resolver) return runResolver(resolver, source, args, state, info);
    return ownValue(source, info.fieldName);
  };

  return async (operation, context) => {
    const prepared = prepare(operation.query);
    if (Array.isArray(prepared)) return refused(prepared);
    if (!getOperationAST(prepared, operation.operationName)) {
      throw malformed('Unable to parse GraphQL query.');
    }
    const state: State = {
      ...context,
      variables: operation.variables,
      errors: [],
      responseHeaders: {},
    };
    const { data, errors = [] } = await executeDocument({
      schema: api.schema,
      document: prepared,
      contextValue: state,
      variableValues: operation.variables,
      operationName: operation.operationName ?? null,
      fieldResolver,
    });
    // Without `data` the execution never began: a variable does not fit.
    if (data === undefined) return refused(errors.map((error) => variableEntry(error)));
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

function check(api: ApiSchema, query: string): DocumentNode | ErrorEntry[] {
  let document: DocumentNode;
  try {
    document = parse(query, { maxTokens: TOKENS_MAX });
  } catch (error) {
    if (error instanceof GraphQLError) throw malformed('Unable to parse GraphQL query.');
    throw error;
  }
  return validate(api.schema, document).length > 0
    ? validationEntries(api.schema, document)
    : document;
}

async function runResolver(
  resolver: Resolver,
  source: unknown,
  args: Record<string, unknown>,
  state: State,
  info: GraphQLResolveInfo,
): Promise<unknown> {
  const { value, errors, responseHeaders } = await resolve(resolver, {
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
  return value;
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

function locationsOf(nodes: readonly FieldNode[]): SourceLocation[] {
  return nodes.flatMap(({ loc }) =>
    loc ? { line: loc.startToken.line, column: loc.startToken.column, sourceName: null } : [],
  );
}
