import type { AsOperation } from './operations.types';

/** Types an operation by its text. */
export const operation: AsOperation = (text) => text as never;

/** The variables of an operation as arguments: none are needed where none is required. */
export type Given<Variables> =
  Record<never, never> extends Variables ? [variables?: Variables] : [variables: Variables];
