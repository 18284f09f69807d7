import type { ApiDefinition } from '../../src/api';
import type { CodeCase } from './codeCase';

/**
 * How a behaviour is known: from an answer of AWS that somebody recorded, from AWS's documentation or
 * a standard that it names (GraphQL, HTTP), or not at all, and then what is built is the less kind of
 * the readings.
 */
export type Evidence = 'recorded' | 'documented' | 'unconfirmed';

export interface Source {
  readonly evidence: Evidence;
  /** A page, an issue, a recording; or, when unconfirmed, why this reading. */
  readonly at: string;
}

export const recorded = (at: string): Source => ({ evidence: 'recorded', at });
export const documented = (at: string): Source => ({ evidence: 'documented', at });
export const unconfirmed = (at: string): Source => ({ evidence: 'unconfirmed', at });

export const GUIDE = 'https://docs.aws.amazon.com/appsync/latest/devguide/';

/** What a case is asked of: an API of its own, or one that cases share by sharing this function. */
export type Given = () => ApiDefinition | Promise<ApiDefinition>;

/** One request to `/graphql`. */
export interface Exchange {
  /** POST when omitted. */
  readonly method?: string;
  /** Those of a caller whom the authorizer lets in when omitted; one with a list is sent several times. */
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  /** Epoch milliseconds that AppSync's clock shows; the present when omitted. */
  readonly at?: number;
  /** Sent as it is. */
  readonly body: string;
  readonly answer: {
    /** 200 when omitted. */
    readonly status?: number;
    /** Those that matter; null for one that must be absent. */
    readonly headers?: Readonly<Record<string, string | RegExp | null>>;
    /** The whole body, parsed; `expect.any(…)` and its like may stand in it. Not looked at when omitted. */
    readonly body?: unknown;
  };
}

/** One thing that AppSync does, as requests and what it answers to them, one after the other. */
export interface Behaviour {
  /** Stable: `AREA-thing-aspect`. */
  readonly id: string;
  /** What AppSync does, as the end of a sentence that begins with AppSync. */
  readonly says: string;
  readonly source: Source;
  readonly given: Given;
  readonly exchanges: readonly Exchange[];
  /** The API cannot be created, and this is in the message; there are no exchanges then. */
  readonly refusal?: string | RegExp;
  /** The same as EvaluateCode shows it; absent where it cannot. */
  readonly evaluates?: CodeCase;
}

/** What a client sends to open a connection, beside what every WebSocket sends. */
export interface Upgrade {
  /** With its question mark. */
  readonly query?: string;
  readonly protocols?: readonly string[];
  readonly headers?: Readonly<Record<string, string>>;
}

/** A value, or what makes it when it is needed: a signature is good for some minutes. */
export type Eventually<Value> = Value | (() => Promise<Value>);

/** What happens next on a connection. Matchers may stand in what is received. */
export type Step =
  /** A frame from the client; a text is sent as it is. */
  | { readonly sends: Eventually<unknown> }
  /** The next frames from AppSync, whole. */
  | { readonly receives: readonly unknown[] }
  /**
   * A request to `/graphql` by somebody else, and its answer; without errors when that is omitted,
   * and 200 when its status is.
   */
  | {
      readonly mutates: string;
      readonly variables?: Record<string, unknown>;
      readonly answer?: unknown;
      readonly status?: number;
    }
  /** AppSync closes the connection, with this code. */
  | { readonly ends: unknown };

/** One thing that AppSync does on a WebSocket, as all that goes over one connection. */
export interface Transcript {
  /** Stable: `AREA-thing-aspect`. */
  readonly id: string;
  /** What AppSync does, as the end of a sentence that begins with AppSync. */
  readonly says: string;
  readonly source: Source;
  readonly given: Given;
  readonly connects: Eventually<Upgrade>;
  readonly steps: readonly Step[];
}

export interface Area {
  readonly title: string;
  readonly behaviours: readonly (Behaviour | Transcript)[];
}
