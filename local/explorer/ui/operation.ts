import type { AsOperation } from './operations.types';

/** Types an operation by its text. */
export const operation: AsOperation = (text) => text as never;
