import type { Plugin } from 'esbuild';

/** For esbuild: bundled code continues to find files relative to its source. */
export const ownAddress: Plugin;
