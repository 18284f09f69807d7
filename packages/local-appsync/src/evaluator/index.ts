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
 * What a handler gets as `ctx`. Request handlers have `result` and `error` too, and they are null.
 *
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/resolver-context-reference-js.html
 * @see https://github.com/aws/aws-appsync-community/issues/394 for a whole context of AWS
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
  /** What the handlers before it appended with `util.appendError`. */
  outErrors: readonly RaisedError[];
  result?: unknown;
  error?: { message: string; type: string };
  env: Record<string, string>;
}

/** What came of one run of a handler. */
export interface Evaluation {
  /** What the handler returned, or gave to `runtime.earlyReturn`; null when it raised. */
  result: unknown;
  /** As the handler left it, also when it raised. */
  stash: Record<string, unknown>;
  /** `util.error`, `util.unauthorized` or a mistake in the code: the handler did not return. */
  raised?: RaisedError;
  /** The mistake behind a raised error of type Code. */
  fault?: { readonly message: string; readonly position: Position };
  appended: RaisedError[];
  /** `runtime.earlyReturn` was called; NEXT unless the code said END. */
  early?: 'NEXT' | 'END';
  /** Lines as EvaluateCode has them: `INFO - code.js:<line>:<column>: <text>`. */
  logs: string[];
  responseHeaders: Record<string, string>;
  /** What was asked with `extensions`; absent when nothing was. */
  extensions?: Extensions;
}

/** Checked code, ready to run. */
export interface Code {
  evaluate(handler: HandlerName, context: HandlerContext): Evaluation;
}

/**
 * Reads the code of one resolver or function: an ES module with `request` and `response`.
 *
 * Every run starts from the text of the code: module state does not outlive it. Data goes in and comes
 * out by value, as JSON.
 *
 * @param name stands in error messages
 * @param options.now epoch milliseconds, for `util.time` and the identifiers made of it
 * @throws CodeError when AppSync would refuse the code
 */
export function loadCode(code: string, name: string, options: { now?: () => number } = {}): Code {
  const compiled = compile(code, name);
  const now = options.now ?? Date.now;
  return { evaluate: (handler, context) => evaluate(compiled, handler, context, now) };
}

/** The largest evaluated request or response with its stash, in characters. (Reported: 5 MB.) */
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
  // What can be long goes by itself, and leaves its place.
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
    // Clients see what it is and where. (Reported in aws/aws-appsync-community#328.)
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

/** Something of a request as JSON. Written once, though many handlers of the request get it. */
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

/** A mistake in code with its place, as EvaluateCode and clients see it. */
export const describeFault = ({ message, position }: NonNullable<Evaluation['fault']>): string =>
  `${CODE_FILE}:${position.line}:${position.column}: ${message}`;

function faultOf(outcome: Outcome, code: CompiledCode): NonNullable<Evaluation['fault']> {
  return {
    message: code.words(outcome.fault ?? ''),
    position: outcome.position ? code.original(outcome.position) : { line: 1, column: 1 },
  };
}
