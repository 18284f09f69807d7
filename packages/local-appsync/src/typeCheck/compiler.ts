import { createRequire } from 'node:module';

type Compiler = typeof import('typescript');

const load = createRequire(import.meta.url);

/**
 * TypeScript, loaded on first use. It takes longer to load than everything else at startup, and no
 * request needs it.
 */
export const compiler = (): Compiler => load('typescript') as Compiler;
