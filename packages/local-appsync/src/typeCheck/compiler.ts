import { createRequire } from 'node:module';

type Compiler = typeof import('typescript');

const load = createRequire(import.meta.url);

/**
 * TypeScript, loaded when it is first asked for: that takes longer than a whole start, and nothing that
 * is served needs it.
 */
export const compiler = (): Compiler => load('typescript') as Compiler;
