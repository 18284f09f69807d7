import type { Extensions, HandlerName } from './handler';

/** An error that code raised or appended. Omitted members are null. */
export interface RaisedError {
  message: string;
  errorType: string | null;
  data: unknown;
  errorInfo: unknown;
}

/**
 * State of one handler run, which the functions of `util`, `extensions` and `runtime` can read and
 * change.
 */
export interface Invocation {
  readonly identity: unknown;
  readonly fieldName: string;
  readonly parentTypeName: string;
  readonly handler: HandlerName;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly appended: RaisedError[];
  readonly responseHeaders: Record<string, string>;
  readonly logs: string[];
  /** Absent until the code calls a function of `extensions`. */
  extensions?: Extensions;
  raised?: RaisedError;
  /** Replaces the message of the fault that ended the handler, for clients only. */
  faultShown?: string;
  early?: { readonly skipTo: 'NEXT' | 'END'; readonly result: unknown };
}

/** Ends the handler intentionally. The invocation holds the reason. */
export class Halt extends Error {
  override readonly name = 'Halt';
}

/** Ends the handler like a runtime error in its code. */
export class Fault extends Error {
  override readonly name = 'Fault';
  /** Replaces the message for clients. The log has the original one. */
  readonly shown: string | undefined;

  constructor(message: string, shown?: string) {
    super(message);
    this.shown = shown;
  }
}

/**
 * A function that handlers can call. It runs outside their realm. Arguments and results are passed
 * as JSON, so handlers cannot reach any object of this process through it.
 */
export type HostFunction = (invocation: Invocation, args: readonly unknown[]) => unknown;

export type HostFunctions = Readonly<Record<string, HostFunction>>;
