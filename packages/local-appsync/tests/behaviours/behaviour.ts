import type { ApiDefinition } from '../../src/api';
import type { CodeCase } from './codeCase';

/**
 * How a behaviour is known: from a recorded response of AWS, from AWS's documentation or a standard
 * that it cites (GraphQL, HTTP), or unconfirmed. An unconfirmed behaviour follows the stricter
 * reading.
 */
export type Evidence = 'recorded' | 'documented' | 'unconfirmed';

export interface Source {
  readonly evidence: Evidence;
  /** A page, an issue or a recording. When unconfirmed, the reason for this reading. */
  readonly at: string;
}

export const recorded = (at: string): Source => ({ evidence: 'recorded', at });
export const documented = (at: string): Source => ({ evidence: 'documented', at });
export const unconfirmed = (at: string): Source => ({ evidence: 'unconfirmed', at });

export const GUIDE = 'https://docs.aws.amazon.com/appsync/latest/devguide/';

/** The API of a case. Cases that share this function share one API. */
export type Given = () => ApiDefinition | Promise<ApiDefinition>;

/** One request to `/graphql`. */
export interface Exchange {
  /** Default: POST. */
  readonly method?: string;
  /** Default: those of an authorized caller. A header with a list is sent several times. */
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  /** Time on AppSync's clock, in epoch milliseconds. Default: the present. */
  readonly at?: number;
  /** Sent unchanged. */
  readonly body: string;
  readonly answer: {
    /** Default: 200. */
    readonly status?: number;
    /** The headers to check; null for one that must be absent. */
    readonly headers?: Readonly<Record<string, string | RegExp | null>>;
    /**
     * The whole body, parsed. May contain matchers such as `expect.any(…)`. Not checked when
     * omitted.
     */
    readonly body?: unknown;
  };
}

/** One behaviour of AppSync: requests and their responses, in order. */
export interface Behaviour {
  /** Stable: `AREA-thing-aspect`. */
  readonly id: string;
  /** What AppSync does: the end of a sentence that starts with AppSync. */
  readonly says: string;
  readonly source: Source;
  readonly given: Given;
  readonly exchanges: readonly Exchange[];
  /** Part of the error message when the API cannot be created. Then there are no exchanges. */
  readonly refusal?: string | RegExp;
  /** The same behaviour as EvaluateCode shows it. Omitted when EvaluateCode cannot show it. */
  readonly evaluates?: CodeCase;
}

/** What a client sends to open a connection, in addition to the headers of every WebSocket. */
export interface Upgrade {
  /** Including the question mark. */
  readonly query?: string;
  readonly protocols?: readonly string[];
  readonly headers?: Readonly<Record<string, string>>;
}

/** A value, or a function that creates it when needed: a signature is valid for some minutes. */
export type Eventually<Value> = Value | (() => Promise<Value>);

/** The next step on a connection. Received frames may contain matchers. */
export type Step =
  /** A frame from the client. A string is sent unchanged. */
  | { readonly sends: Eventually<unknown> }
  /** The next frames from AppSync, in full. */
  | { readonly receives: readonly unknown[] }
  /**
   * A request to `/graphql` by another client, and its response. Defaults: a response without
   * errors, and status 200.
   */
  | {
      readonly mutates: string;
      readonly variables?: Record<string, unknown>;
      readonly answer?: unknown;
      readonly status?: number;
    }
  /** AppSync closes the connection, with this code. */
  | { readonly ends: unknown };

/** One behaviour of AppSync on a WebSocket: everything that is sent over one connection. */
export interface Transcript {
  /** Stable: `AREA-thing-aspect`. */
  readonly id: string;
  /** What AppSync does: the end of a sentence that starts with AppSync. */
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
