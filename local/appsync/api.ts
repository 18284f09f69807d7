import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import { createAuthorization, type AuthConfig } from './auth';
import { createDocuments } from './documents';
import { loadCode, type Code } from './evaluator';
import { createExecutor, type Execute } from './execute';
import { handleHttp, type HttpRequest, type HttpResponse } from './http';
import { createHub } from './realtime/hub';
import { serveRealtime, type Realtime } from './realtime/server';
import type { Pipeline, Resolver, Unit } from './resolver';
import { readSchema } from './schema';
import { createSubscribe } from './subscribe';
import type { DataSource } from './sources/dynamodb';

/** A field's resolver as it is deployed: code between it and its source, or around functions. */
export type ResolverDefinition =
  | { readonly code: string; readonly source: string }
  | { readonly code: string; readonly functions: readonly FunctionDefinition[] };

export interface FunctionDefinition {
  readonly name: string;
  readonly code: string;
  readonly source: string;
}

export interface ApiDefinition {
  /** The schema as AppSync is given it, without definitions of its scalars and directives. */
  readonly schema: string;
  /** By `Type.field`. */
  readonly resolvers: Readonly<Record<string, ResolverDefinition>>;
  readonly sources: Readonly<Record<string, DataSource>>;
  readonly auth: AuthConfig;
}

export interface Api {
  /** Runs one operation in process, for a caller that was authorized elsewhere. */
  readonly execute: Execute;
  /** Answers one HTTP request to `/graphql`. */
  handle(request: HttpRequest): Promise<HttpResponse>;
  /** Serves subscriptions over WebSocket on a path of a server, such as `/graphql/realtime`. */
  serveSubscriptions(server: Server, path: string): Realtime;
}

/** AppSync's limit for the functions of one pipeline. */
const FUNCTIONS_MAX = 10;

/**
 * Builds a local AppSync API.
 * @throws Error that names the thing, when the schema, the code or the wiring would not deploy
 */
export function createApi(definition: ApiDefinition): Api {
  const schema = readSchema(definition.schema, definition.auth.defaultMode);

  /** A pipeline may run one function several times. */
  const loaded = new Map<string, Code>();
  function load(name: string, text: string): Code {
    const code = loaded.get(text) ?? loadCode(text, name);
    loaded.set(text, code);
    return code;
  }

  function unit(name: string, code: string, source: string): Unit {
    const dataSource = definition.sources[source];
    if (!dataSource) throw new Error(`${name}: there is no source "${source}".`);
    return { name, code: load(name, code), source: dataSource };
  }

  function resolver(field: string, wiring: ResolverDefinition): Resolver {
    if ('source' in wiring) return unit(field, wiring.code, wiring.source);
    if (wiring.functions.length > FUNCTIONS_MAX) {
      throw new Error(`${field}: a pipeline has at most ${FUNCTIONS_MAX} functions.`);
    }
    const pipeline: Pipeline = {
      name: field,
      code: load(field, wiring.code),
      functions: wiring.functions.map(({ name, code, source }) => unit(name, code, source)),
    };
    return pipeline;
  }

  const resolvers = new Map<string, Resolver>();
  for (const [field, wiring] of Object.entries(definition.resolvers)) {
    const [typeName = '', fieldName = ''] = field.split('.');
    const type = schema.schema.getType(typeName);
    const known = type && 'getFields' in type && type.getFields()[fieldName];
    if (!known) throw new Error(`${field}: the schema has no such field.`);
    resolvers.set(field, resolver(field, wiring));
  }
  const hub = createHub();
  const readDocument = createDocuments(schema);
  const execute = createExecutor(schema, resolvers, readDocument, hub);
  const subscribe = createSubscribe(schema, resolvers, readDocument);
  const authorize = createAuthorization(definition.auth);
  return {
    execute,
    handle: (request) => handleHttp(request, execute, authorize),
    serveSubscriptions: (server, path) =>
      serveRealtime({
        server,
        path,
        hub,
        api: {
          authorize: (headers, { path: signedPath, body, operation }) =>
            authorize({ requestId: randomUUID(), path: signedPath, headers, body, operation }),
          start: subscribe,
        },
      }),
  };
}
