import type { Caller } from '../access/auth';
import type { HandlerContext } from '../evaluator';
import { selectionOf } from '../document/selection';

/** Headers with lowercase names. A repeated header has a list of values. */
export type Headers = Readonly<Record<string, string | string[]>>;

/** The part of a request that resolvers can read. */
export interface RequestContext {
  readonly caller: Caller;
  /** Without `cookie`, which AppSync hides from resolvers. */
  readonly headers: Headers;
}

/** The request and the field, as a resolver reads them. Identical in all of its handlers. */
export type FieldContext = Omit<
  HandlerContext,
  'stash' | 'prev' | 'outErrors' | 'result' | 'error'
>;

/** A field, as the operation selects it. */
export type AskedField = Parameters<typeof selectionOf>[0] & {
  readonly fieldName: string;
  readonly parentTypeName: string;
  readonly arguments: Record<string, unknown>;
  readonly source: unknown;
};

/** Creates `ctx` for the handlers of a field. */
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
