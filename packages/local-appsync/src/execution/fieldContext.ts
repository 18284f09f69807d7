import type { Caller } from '../access/auth';
import type { HandlerContext } from '../evaluator';
import { selectionOf } from '../document/selection';

/** Header names in lower case; a header that was sent several times has a list. */
export type Headers = Readonly<Record<string, string | string[]>>;

/** The request around an operation, as far as resolvers see it. */
export interface RequestContext {
  readonly caller: Caller;
  /** Without `cookie`, which AppSync keeps from resolvers. */
  readonly headers: Headers;
}

/** What a resolver sees of the request and the field; the same through all of its handlers. */
export type FieldContext = Omit<
  HandlerContext,
  'stash' | 'prev' | 'outErrors' | 'result' | 'error'
>;

/** A field as it was asked for. */
export type AskedField = Parameters<typeof selectionOf>[0] & {
  readonly fieldName: string;
  readonly parentTypeName: string;
  readonly arguments: Record<string, unknown>;
  readonly source: unknown;
};

/** Builds `ctx` of a field's handlers. */
export const fieldContext = (
  { caller, headers }: RequestContext,
  variables: Record<string, unknown>,
  env: Readonly<Record<string, string>>,
  field: AskedField,
): FieldContext => ({
  arguments: field.arguments,
  source: field.source ?? null,
  identity: caller.identity,
  request: { headers: { ...headers }, domainName: null },
  info: {
    fieldName: field.fieldName,
    parentTypeName: field.parentTypeName,
    variables,
    ...selectionOf(field),
  },
  env,
});
