import type { AsOperation } from '../../model/operation';
import type { Operations } from './operations.types';

/** Types an operation by its text. A new text compiles only after `pnpm codegen`. */
export const operation: AsOperation<Operations> = (text) => text as never;
