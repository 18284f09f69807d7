import type { AsOperation, Operation } from './operations.types';

/** Types an operation by its text. */
export const operation: AsOperation = (text) => text as never;

/** What an operation answers. */
export type DataOf<Some> = Some extends Operation<infer Data, infer _> ? Data : never;
