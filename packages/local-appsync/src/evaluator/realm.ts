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

/** What the realm answers about one run of a handler. */
export interface Outcome {
  /** Of the value and the stash as JSON, in characters. */
  length: number;
  value?: unknown;
  /** As the handler left it; absent when it cannot be written as JSON. */
  stash?: Record<string, unknown>;
  /** A mistake in the handler, `<Error>: <message>`. */
  fault?: string;
  /** Where it is, as the engine sees it. */
  position?: Position | null;
}

/** Everything that a handler can call out of its realm, by its path. */
const functions: HostFunctions = {
  ...globalFunctions,
  ...moduleFunctions,
  'string.replace': replace,
  'string.replaceAll': replaceAll,
  console: log,
};

interface Realm {
  readonly context: Context;
  /** Runs a handler of a compiled module; answers an outcome as JSON. */
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
 * One realm serves every resolver: what it has is frozen, and each run starts from the code's text, so
 * nothing that one run does is seen by another. (A realm costs a millisecond, a run a fraction of it.)
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

/** What this process has used of its processors, in milliseconds. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

/** One letter, what happened, and what comes with it: a value, nothing, a halt, a fault. */
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
    // The stack of this process, used up by what the handler gave; it must not see that error itself.
    if (error instanceof RangeError) return `fthe arguments of ${name} are nested too deeply`;
    throw error;
  }
}

/** What of `ctx.info` can be long and is seldom looked at. The first two are JSON, read when they are. */
export interface LongInfo {
  readonly variables: string;
  readonly selectionSetList: string;
  readonly selectionSetGraphQL: string;
}

/**
 * Runs one handler. A mistake in it is part of the outcome.
 *
 * @param context the handler's `ctx` as JSON, with a null for each member of `long`
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
