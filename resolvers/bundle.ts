import { build, type BuildOptions } from 'esbuild';
import { fileURLToPath } from 'node:url';
import type { TableNames } from '../model/tables';
import type { ResolvedField, StepName } from './manifest';

/** AppSync's limit for the code of one resolver or function, in characters. */
export const BUNDLE_MAX_LENGTH = 32_000;

/** The file of a field's resolver, relative to this folder. */
export const resolverFile = (field: ResolvedField): string => `${field}.ts`;

/** The file of a pipeline step, relative to this folder. */
export const stepFile = (step: StepName): string => `steps/${step}.ts`;

/** Constants that are written into the code and differ between stages. */
export interface StageConstants {
  readonly tableNames: TableNames;
  /** The address under which the stage serves bundles, without a slash at its end. */
  readonly bundlesUrl: string;
  /** The key that seals the page tokens of leaderboards, from `pageKey`. */
  readonly pageKey: string;
}

/**
 * Turns one resolver or step into the exact string that AppSync receives: a single ES module that
 * imports only AppSync's own libraries, with the stage's constants written into it. (AppSync's
 * environment variables cannot be set through SST's provider.)
 *
 * @param file path relative to this folder, from `resolverFile` or `stepFile`
 * @throws Error that names the file, if it does not build or exceeds `BUNDLE_MAX_LENGTH`
 */
export async function bundle(file: string, constants: StageConstants): Promise<string> {
  const code = await textOf(file, constants);
  if (code.length > BUNDLE_MAX_LENGTH) {
    throw new Error(
      `resolvers/${file}: the bundle has ${code.length} characters. AppSync accepts at most ${BUNDLE_MAX_LENGTH}.`,
    );
  }
  return code;
}

/**
 * The same code with an inline source map, for messages that name a line of the source. Too long to
 * deploy.
 */
export const bundleWithSourceMap = (file: string, constants: StageConstants): Promise<string> =>
  textOf(file, constants, { sourcemap: 'inline', sourcesContent: false });

async function textOf(
  file: string,
  { tableNames, bundlesUrl, pageKey }: StageConstants,
  sourceMap?: Pick<BuildOptions, 'sourcemap' | 'sourcesContent'>,
): Promise<string> {
  const { outputFiles } = await build({
    ...sourceMap,
    entryPoints: [fileURLToPath(new URL(file, import.meta.url))],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'esnext',
    platform: 'node',
    charset: 'utf8',
    logLevel: 'silent',
    external: ['@aws-appsync/*'],
    define: {
      BUNDLES_URL: JSON.stringify(bundlesUrl),
      PAGE_KEY: JSON.stringify(pageKey),
      ...Object.fromEntries(
        Object.entries(tableNames).map(([table, name]) => [
          `TABLE_NAMES.${table}`,
          JSON.stringify(name),
        ]),
      ),
    },
  });
  return outputFiles[0]!.text;
}
