import type { TableNames } from '../model/tables';
import { bundle, resolverFile, stepFile } from './bundle';
import { manifest, steps, type ResolvedField, type StepName } from './manifest';

/** Prints the code of every resolver and step, by file, with the table names of the argument in it. */
const tableNames = JSON.parse(process.argv[2] ?? '') as TableNames;
const files = [
  ...(Object.keys(manifest) as ResolvedField[]).map(resolverFile),
  ...(Object.keys(steps) as StepName[]).map(stepFile),
];
const bundles = await Promise.all(
  files.map(async (file) => [file, await bundle(file, tableNames)] as const),
);
process.stdout.write(JSON.stringify(Object.fromEntries(bundles)));
