import type { Exchange } from '../behaviour';
import { operation } from '../given';
import { json } from './json';

/** What a response handler receives from its source. */
export interface Answer {
  readonly result: unknown;
  readonly error?: {
    readonly type: string;
    readonly message: unknown;
    readonly unhandledErrorType?: string | null;
  };
}

/** A response handler that returns the `Answer` itself, as AWSJSON. */
export const ANSWER = `
  export function response(ctx) {
    return ctx.error ? { result: ctx.result, error: ctx.error } : { result: ctx.result };
  }
`;

/** Fields of Query that take a request as JSON and return an `Answer`. */
export const schemaOf = (names: readonly string[], otherFields = ''): string =>
  `type Query { ${names.map((name) => `${name}(request: String!): AWSJSON`).join(' ')} ${otherFields} }`;

/** A request that a field's resolver passes to its source, and the result. */
export const asks = (field: string, request: unknown, answer: Answer): Exchange => ({
  body: operation(`query ($request: String!) { ${field}(request: $request) }`, {
    request: JSON.stringify(request),
  }),
  answer: { body: { data: { [field]: json(answer) } } },
});

/** A source that succeeded. */
export const gives = (result: unknown): Answer => ({ result });

/** A source that failed. */
export const fails = (type: string, message: unknown, result: unknown = null): Answer => ({
  result,
  error: { type, message },
});

/** A function that failed, with its own name for the error. */
export const throws = (type: string, message: unknown, name: string | null): Answer => ({
  result: null,
  error: { type, message, unhandledErrorType: name },
});

/** A request that AppSync does not send to the source. */
export const refuses = (message: unknown): Answer => fails('MappingTemplate', message);
