import { checkTypes, described } from 'local-appsync';
import { bundle, bundleWithSourceMap, resolverFile, stepFile, type StageConstants } from './bundle';
import { manifest, steps, type ResolvedField, type StepName } from './manifest';

/**
 * Prints the code of every resolver and step, by file, with the constants from the argument. Fails
 * with every place in the source that AppSync's type check refuses.
 */
const constants = JSON.parse(process.argv[2] ?? '') as StageConstants;
const files = [
  ...(Object.keys(manifest) as ResolvedField[]).map(resolverFile),
  ...(Object.keys(steps) as StepName[]).map(stepFile),
];

async function bundles(
  make: (file: string, constants: StageConstants) => Promise<string>,
): Promise<Record<string, string>> {
  const made = files.map(async (file) => [file, await make(file, constants)] as const);
  return Object.fromEntries(await Promise.all(made));
}

const code = await bundles(bundle);
if (checkTypes(code).length > 0) {
  // Code that several bundles share is refused in each of them.
  const refused = new Set(checkTypes(await bundles(bundleWithSourceMap)).map(described));
  throw new Error([...refused].join('\n'));
}
process.stdout.write(JSON.stringify(code));
