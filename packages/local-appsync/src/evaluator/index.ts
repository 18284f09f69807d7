import type { Position } from './codeError';
import { CODE_FILE, compile, type CompiledCode } from './compile';
import { logLine } from './console';
import type { Extensions, HandlerName } from './handler';
import type { Invocation, RaisedError } from './invocation';
import { runHandler, type Outcome } from './realm';

export { CodeError } from './codeError';
export { INVALIDATIONS_MAX } from './handler';
export type {
  Eviction,
  Extensions,
  FilterOperator,
  HandlerName,
  Invalidation,
  SubscriptionFilter,
} from './handler';
export type { RaisedError } from './invocation';

/**
 * A handler's `ctx`. Request handlers also have `result` and `error`, and both are null.
 *
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/resolver-context-reference-js.html
 * @see https://github.com/aws/aws-appsync-community/issues/394 for a complete context from AWS
 */
export interface HandlerContext {
  arguments: Record<string, unknown>;
  source: unknown;
  identity: unknown;
  request: { headers: Record<string, string | string[]>; domainName: string | null };
  info: {
    fieldName: string;
    parentTypeName: string;
    variables: Record<string, unknown>;
    selectionSetList: string[];
    selectionSetGraphQL: string;
  };
  stash: Record<string, unknown>;
  prev: { result: unknown } | null;
  /** Errors that earlier handlers appended with `util.appendError`. */
  outErrors: readonly RaisedError[];
  result?: unknown;
  error?: { message: string; type: string };
  env: Record<string, string>;
}

/** Result of one handler run. */
export interface Evaluation {
  /**
   * The return value, or the value passed to `runtime.earlyReturn`. Null if the handler raised an
   * error.
   */
  result: unknown;
  /** Final state of the stash, even if the handler raised an error. */
  stash: Record<string, unknown>;
  /**
   * Error from `util.error`, `util.unauthorized` or a bug in the code. The handler did not return.
   */
  raised?: RaisedError;
  /** The runtime error behind a raised error of type Code. */
  fault?: { readonly message: string; readonly position: Position };
  appended: RaisedError[];
  /** Present after `runtime.earlyReturn`. NEXT unless the code passed END. */
  early?: 'NEXT' | 'END';
  /** Lines in EvaluateCode's format: `INFO - code.js:<line>:<column>: <text>`. */
  logs: string[];
  responseHeaders: Record<string, string>;
  /** Effects requested through `extensions`. Absent if there are none. */
  extensions?: Extensions;
}

/** Checked code, ready to run. */
export interface Code {
  evaluate(handler: HandlerName, context: HandlerContext): Evaluation;
}

/**
 * Loads the code of one resolver or function: an ES module that exports `request` and `response`.
 *
 * Every run evaluates the module again, so module state does not persist between runs. Data is
 * passed in and out by value, as JSON.
 *
 * @param name name of the code in error messages
 * @param options.now current time in epoch milliseconds, for `util.time` and time-based
 *   identifiers. Default: `Date.now`.
 * @throws CodeError if AppSync would reject the code
 */
export function loadCode(code: string, name: string, options: { now?: () => number } = {}): Code {
  const compiled = compile(code, name);
  const now = options.now ?? Date.now;
  return { evaluate: (handler, context) => evaluate(compiled, handler, context, now) };
}

/** Maximum length of a handler's result with the stash, in characters. (Reported: 5 MB.) */
const RESULT_MAX_LENGTH = 5 * 1024 * 1024;

function evaluate(
  code: CompiledCode,
  handler: HandlerName,
  context: HandlerContext,
  now: () => number,
): Evaluation {
  const invocation: Invocation = {
    identity: context.identity,
    fieldName: context.info.fieldName,
    parentTypeName: context.info.parentTypeName,
    handler,
    now,
    appended: [],
    responseHeaders: {},
    logs: [],
  };
  const { result = null, error: failure = null, info, ...common } = context;
  // Members that can be long are passed separately, with null in their place.
  const shortInfo = { ...info, variables: null, selectionSetList: null, selectionSetGraphQL: null };
  const visible = { ...common, info: shortInfo, result, error: failure };
  const long = {
    variables: textOf(info.variables),
    selectionSetList: textOf(info.selectionSetList),
    selectionSetGraphQL: info.selectionSetGraphQL,
  };
  const outcome = runHandler(code, handler, JSON.stringify(visible), long, invocation);
  if (outcome.length > RESULT_MAX_LENGTH) {
    invocation.raised = raised('Transformation too large', 'MappingTemplate');
  }
  const fault = outcome.fault === undefined ? undefined : faultOf(outcome, code);
  if (fault) {
    const { line, column } = fault.position;
    invocation.logs.push(logLine('ERROR', line, column, fault.message));
    // Clients see the message and the position. (Reported in aws/aws-appsync-community#328.)
    invocation.raised = raised(invocation.faultShown ?? describeFault(fault), 'Code');
  }
  const { raised: error, early, appended, logs, responseHeaders, extensions } = invocation;
  return {
    result: error ? null : early ? early.result : (outcome.value ?? null),
    stash: outcome.stash ?? context.stash,
    ...(error && { raised: error }),
    ...(fault && { fault }),
    appended,
    ...(early && !error && { early: early.skipTo }),
    logs,
    responseHeaders,
    ...(extensions && { extensions }),
  };
}

const texts = new WeakMap<object, string>();

/**
 * Serializes an object of a request to JSON. Cached, because many handlers of a request receive it.
 */
function textOf(value: object): string {
  const text = texts.get(value) ?? JSON.stringify(value);
  texts.set(value, text);
  return text;
}

const raised = (message: string, errorType: string): RaisedError => ({
  message,
  errorType,
  data: null,
  errorInfo: null,
});

/** Formats a runtime error with its position, as EvaluateCode and clients see it. */
export const describeFault = ({ message, position }: NonNullable<Evaluation['fault']>): string =>
  `${CODE_FILE}:${position.line}:${position.column}: ${message}`;

function faultOf(outcome: Outcome, code: CompiledCode): NonNullable<Evaluation['fault']> {
  return {
    message: code.words(outcome.fault ?? ''),
    position: outcome.position ? code.original(outcome.position) : { line: 1, column: 1 },
  };
}
