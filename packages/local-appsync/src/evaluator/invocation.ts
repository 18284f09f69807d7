import type { Extensions, HandlerName } from './handler';

/** An error entry as the code raised or appended it; unset members are null. */
export interface RaisedError {
  message: string;
  errorType: string | null;
  data: unknown;
  errorInfo: unknown;
}

/** What the functions of `util`, `extensions` and `runtime` may see and change while one handler runs. */
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
  /** Present once a function of `extensions` was called. */
  extensions?: Extensions;
  raised?: RaisedError;
  /** What clients see of the fault that ended the handler, in place of what it is. */
  faultShown?: string;
  early?: { readonly skipTo: 'NEXT' | 'END'; readonly result: unknown };
}

/** Ends the handler on purpose; the invocation says why. */
export class Halt extends Error {
  override readonly name = 'Halt';
}

/** Ends the handler as any mistake in it would. */
export class Fault extends Error {
  override readonly name = 'Fault';
  /** What clients see in place of the message, which the log has. */
  readonly shown: string | undefined;

  constructor(message: string, shown?: string) {
    super(message);
    this.shown = shown;
  }
}

/**
 * A function that handlers can call. It lives outside their realm: arguments come and results go as
 * JSON, so nothing of this process can be reached through it.
 */
export type HostFunction = (invocation: Invocation, args: readonly unknown[]) => unknown;

export type HostFunctions = Readonly<Record<string, HostFunction>>;
