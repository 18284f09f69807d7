import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import { createAuthorization, type AuthConfig } from './access/auth';
import {
  checkCaching,
  createCache,
  type CachingConfig,
  type ResolverCaching,
} from './execution/caching';
import { createDocuments } from './document/documents';
import { checkEnvironment } from './execution/environment';
import { loadCode, type Code } from './evaluator';
import { createExecutor, type Engine, type Execute, type WiredResolver } from './execution/execute';
import { handleHttp } from './http/http';
import type { HttpRequest, HttpResponse } from './http/httpMessage';
import { checkLimits, type RequestLimits } from './document/limits';
import { createHub } from './realtime/hub';
import { serveRealtime, type Realtime } from './realtime/server';
import type { Pipeline, Resolver, Unit } from './execution/resolver';
import { readSchema } from './document/schema';
import { createSubscribe } from './realtime/subscribe';
import type { DataSource } from './sources/dataSource';
import { realTimer, startDeadline, type Deadline } from './sources/deadline';

/** A field's resolver as deployed: a unit resolver with one source, or a pipeline of functions. */
export type ResolverDefinition = {
  /**
   * How to cache this resolver's results with `PER_RESOLVER_CACHING`; not cached when omitted. With
   * `FULL_REQUEST_CACHING`, only its `ttl` applies.
   */
  readonly caching?: ResolverCaching;
} & (UnitDefinition | { readonly code: string; readonly functions: readonly FunctionDefinition[] });

export interface UnitDefinition {
  /** Optional for a Lambda source, which then receives the whole context and returns the result. */
  readonly code?: string;
  readonly source: string;
}

export interface FunctionDefinition extends UnitDefinition {
  readonly name: string;
}

export interface ApiDefinition {
  /** The schema as deployed to AppSync, without definitions of AppSync's scalars and directives. */
  readonly schema: string;
  /** Keyed by `Type.field`. */
  readonly resolvers: Readonly<Record<string, ResolverDefinition>>;
  readonly sources: Readonly<Record<string, DataSource>>;
  readonly auth: AuthConfig;
  /** Environment variables, which handlers read as `ctx.env`. Default: none. */
  readonly environment?: Readonly<Record<string, string>>;
  /** No caching when omitted. */
  readonly caching?: CachingConfig;
  readonly limits?: RequestLimits;
  /** Defaults to `ENABLED`. */
  readonly introspection?: 'ENABLED' | 'DISABLED';
}

export interface Api {
  /** Runs one operation in process, for a caller that is already authenticated. */
  readonly execute: Execute;
  /**
   * Responds to one HTTP request to `/graphql`.
   * @param deadline time limit of a request that has already waited. Default: 30 seconds from now.
   */
  handle(request: HttpRequest, deadline?: Deadline): Promise<HttpResponse>;
  /** Serves subscriptions over WebSocket on a path of a server, such as `/graphql/realtime`. */
  serveSubscriptions(server: Server, path: string): Realtime;
}

/** AppSync's limit for the number of functions in a pipeline. */
const FUNCTIONS_MAX = 10;

/**
 * Creates a local AppSync API.
 * @throws Error that names the cause, if AppSync would reject the schema, the code or the wiring
 */
export function createApi(definition: ApiDefinition): Api {
  const schema = readSchema(definition.schema, definition.auth.defaultMode);

  /** Compiled code by its text, because a pipeline may use one function several times. */
  const loaded = new Map<string, Code>();
  function load(name: string, text: string): Code {
    const code = loaded.get(text) ?? loadCode(text, name);
    loaded.set(text, code);
    return code;
  }

  function unit(name: string, { code, source: sourceName }: UnitDefinition): Unit {
    const { sources } = definition;
    const source = Object.hasOwn(sources, sourceName) ? sources[sourceName] : undefined;
    if (!source) throw new Error(`${name}: the source "${sourceName}" does not exist.`);
    if (code !== undefined) return { name, code: load(name, code), source };
    if (!source.direct) throw new Error(`${name}: code is required unless the source is a Lambda.`);
    return { name, direct: source.direct.bind(source) };
  }

  function resolver(field: string, wiring: ResolverDefinition): Resolver {
    if ('source' in wiring) return unit(field, wiring);
    if (wiring.functions.length > FUNCTIONS_MAX) {
      throw new Error(`${field}: a pipeline can have at most ${FUNCTIONS_MAX} functions.`);
    }
    const pipeline: Pipeline = {
      name: field,
      code: load(field, wiring.code),
      functions: wiring.functions.map((each) => unit(each.name, each)),
    };
    return pipeline;
  }

  const resolvers = new Map<string, WiredResolver>();
  for (const [field, wiring] of Object.entries(definition.resolvers)) {
    const [typeName = '', fieldName = ''] = field.split('.');
    const type = schema.schema.getType(typeName);
    const known = type && 'getFields' in type && type.getFields()[fieldName];
    if (!known) throw new Error(`${field}: the schema does not have this field.`);
    const { caching } = wiring;
    if (caching) checkCaching(field, caching);
    resolvers.set(field, { resolver: resolver(field, wiring), ...(caching && { caching }) });
  }
  const { environment = {}, caching, limits = {}, introspection = 'ENABLED' } = definition;
  checkEnvironment(environment);
  checkLimits(limits);
  if (caching) checkCaching('caching', caching);
  const hub = createHub();
  const engine: Engine = {
    api: schema,
    resolvers,
    readDocument: createDocuments(schema, introspection === 'ENABLED'),
    hub,
    cache: caching ? createCache(caching) : null,
    limits,
    environment,
    timer: realTimer,
  };
  const execute = createExecutor(engine);
  const subscribe = createSubscribe(engine);
  const authorize = createAuthorization(definition.auth);
  return {
    execute,
    handle: (request, deadline = startDeadline(realTimer)) =>
      handleHttp(request, execute, authorize, deadline).finally(deadline.cancel),
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
