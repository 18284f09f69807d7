import { readFileSync } from 'node:fs';
import { constants, createContext, Script, type Context } from 'node:vm';
import type { Position } from './codeError';
import { CODE_FILE, type CompiledCode } from './compile';
import type { HandlerName } from './handler';
import { log } from './console';
import { builtIns } from './globals';
import { Fault, Halt, type HostFunctions, type Invocation } from './invocation';
import { replace, replaceAll } from './javaPattern';
import { moduleFunctions, moduleSurface } from './modules';
import { globalFunctions, globalSurface } from './util';

/** The realm's result of one handler run. */
export interface Outcome {
  /** Length of the value and the stash as JSON, in characters. */
  length: number;
  value?: unknown;
  /** Final state of the stash. Absent if it cannot be serialized to JSON. */
  stash?: Record<string, unknown>;
  /** A runtime error in the handler: `<Error>: <message>`. */
  fault?: string;
  /** Position of the error, as the engine reports it. */
  position?: Position | null;
}

/** All functions outside the realm that handlers can call, by path. */
const functions: HostFunctions = {
  ...globalFunctions,
  ...moduleFunctions,
  'string.replace': replace,
  'string.replaceAll': replaceAll,
  console: log,
};

interface Realm {
  readonly context: Context;
  /** Runs a handler of a compiled module. Returns an outcome as JSON. */
  readonly run: (
    module: unknown,
    handler: HandlerName,
    context: string,
    variables: string,
    selectionSetList: string,
    selectionSetGraphQL: string,
  ) => string;
  /** Set while a handler runs. */
  invocation: Invocation | null;
}

let shared: Realm | undefined;

/**
 * All resolvers share one realm. Its objects are frozen, and each run evaluates the code again, so
 * a run cannot affect another. (A realm costs a millisecond, a run a fraction of that.)
 */
function realm(): Realm {
  shared ??= createRealm();
  return shared;
}

function createRealm(): Realm {
  const context = createContext(constants.DONT_CONTEXTIFY, {
    codeGeneration: { strings: false, wasm: false },
  });
  const setUp = new Script(readFileSync(new URL('./realmSetup.js', import.meta.url), 'utf8'), {
    filename: 'realmSetup.js',
  }).runInContext(context) as (
    bridge: (name: string, args: string) => string,
    cpuMs: () => number,
    surface: string,
    codeFile: string,
  ) => Realm['run'];
  const bridge = (name: string, args: string): string => answer(created.invocation, name, args);
  const surface = JSON.stringify({ globals: globalSurface, modules: moduleSurface, builtIns });
  const created: Realm = {
    context,
    run: setUp(bridge, cpuMs, surface, CODE_FILE),
    invocation: null,
  };
  return created;
}

/** CPU time of this process, in milliseconds. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

/**
 * Calls a function outside the realm. Returns one letter and data: `v` with a value, `u` for
 * undefined, `h` for a halt, or `f` with the message of a fault.
 */
function answer(invocation: Invocation | null, name: string, args: string): string {
  const called = functions[name];
  if (!invocation || !called) return `f${name} cannot be called here`;
  try {
    const value = called(invocation, JSON.parse(args) as unknown[]);
    return value === undefined ? 'u' : `v${JSON.stringify(value)}`;
  } catch (error) {
    if (error instanceof Halt) return 'h';
    if (error instanceof Fault) {
      if (error.shown !== undefined) invocation.faultShown = error.shown;
      return `f${error.message}`;
    }
    // The arguments overflowed this process's stack. The handler must not see that error object.
    if (error instanceof RangeError) return `fthe arguments of ${name} are nested too deeply`;
    throw error;
  }
}

/**
 * Members of `ctx.info` that can be long and are rarely read. The first two are JSON, parsed on
 * first access.
 */
export interface LongInfo {
  readonly variables: string;
  readonly selectionSetList: string;
  readonly selectionSetGraphQL: string;
}

/**
 * Runs one handler. A runtime error in it is part of the outcome.
 *
 * @param context the handler's `ctx` as JSON, with null for each member of `LongInfo`
 */
export function runHandler(
  code: CompiledCode,
  handler: HandlerName,
  context: string,
  { variables, selectionSetList, selectionSetGraphQL }: LongInfo,
  invocation: Invocation,
): Outcome {
  const home = realm();
  home.invocation = invocation;
  try {
    const json = home.run(
      code.script.runInContext(home.context),
      handler,
      context,
      variables,
      selectionSetList,
      selectionSetGraphQL,
    );
    return { ...(JSON.parse(json) as Omit<Outcome, 'length'>), length: json.length };
  } finally {
    home.invocation = null;
  }
}
