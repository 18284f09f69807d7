import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { installPlatform, platformFolder } from './install';

/**
 * Compiles `sst.config.ts` and `infra/` against SST's own types. SST ships them as sources that do
 * not satisfy our compiler options, so only errors in our own files are reported.
 */
installPlatform();
const configFile = fileURLToPath(new URL('../tsconfig.json', import.meta.url));
const { config } = ts.readConfigFile(configFile, (path) => ts.sys.readFile(path));
const { fileNames, options, errors } = ts.parseJsonConfigFileContent(
  config,
  ts.sys,
  dirname(configFile),
);
const program = ts.createProgram(fileNames, options);
const ours = program
  .getSourceFiles()
  .filter(({ fileName }) => !fileName.startsWith(platformFolder) && !fileName.endsWith('.d.ts'));
const diagnostics = [
  ...errors,
  ...program.getGlobalDiagnostics(),
  ...ours.flatMap((file) => [
    ...program.getSyntacticDiagnostics(file),
    ...program.getSemanticDiagnostics(file),
  ]),
];
process.stderr.write(
  ts.formatDiagnosticsWithColorAndContext(diagnostics, {
    getCanonicalFileName: (name) => name,
    getCurrentDirectory: () => process.cwd(),
    getNewLine: () => '\n',
  }),
);
process.exitCode = diagnostics.length > 0 ? 1 : 0;
