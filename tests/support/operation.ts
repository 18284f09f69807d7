import type { AsOperation } from '../../model/operation';
import type { Operations } from './operations.types';

/** Types an operation by its text. Run `pnpm codegen` after adding a new text. */
export const operation: AsOperation<Operations> = (text) => text as never;

/** The variables of an operation as rest arguments. Optional when no variable is required. */
export type Given<Variables> =
  Record<never, never> extends Variables ? [variables?: Variables] : [variables: Variables];
