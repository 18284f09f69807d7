import { build, type BuildResult } from 'esbuild';

export interface BundlingOptions {
  readonly minify?: boolean;
  readonly esbuild?: { readonly external?: string[] };
}

/**
 * Bundles a function as SST 4 does for `nodejs24.x`.
 * @param options the function's `nodejs` settings
 * @see https://github.com/anomalyco/sst/blob/dev/pkg/runtime/node/build.go
 */
export function bundleLambda(
  entryPoint: string,
  options: BundlingOptions,
): Promise<BuildResult<{ write: false; metafile: true }>> {
  return build({
    entryPoints: [entryPoint],
    ...options.esbuild,
    minify: options.minify ?? false,
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    format: 'esm',
    target: 'es2024',
    keepNames: true,
    mainFields: ['module', 'main'],
    banner: {
      js: [
        `import { createRequire as topLevelCreateRequire } from 'module';`,
        `const require = topLevelCreateRequire(import.meta.url);`,
        `import { fileURLToPath as topLevelFileUrlToPath, URL as topLevelURL } from "url"`,
        `const __filename = topLevelFileUrlToPath(import.meta.url)`,
        `const __dirname = topLevelFileUrlToPath(new topLevelURL(".", import.meta.url))`,
      ].join('\n'),
    },
  });
}
