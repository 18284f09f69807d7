import type { Context } from '@aws-appsync/utils';

/** The context of a field: its arguments, its parent's value, and the result of its source. */
export type FieldContext<Args = object, Parent extends object = object, Result = unknown> = Context<
  Args,
  object,
  object,
  Parent,
  Result
>;

/** The context of handlers that share a stash, as the steps of a pipeline do. */
export type StashContext<Args, Stash extends object, Result = unknown> = Context<
  Args,
  Stash,
  object,
  object,
  Result
>;
