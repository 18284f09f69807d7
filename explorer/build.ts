/**
 * Builds the explorer and prints the result as JSON, for a deploy, which cannot bundle in its own
 * process.
 */
import { readFile } from 'node:fs/promises';
import { introspectionFromSchema } from 'graphql';
import { readSchema } from 'local-appsync';
import { bundleFolder, bundleVersion, loadBundle } from './bundle';
import type { Build } from './page';

const version = await bundleVersion();
const bundle = await loadBundle(version);
const { schema } = readSchema(await readFile('schema.graphql', 'utf8'), 'AWS_LAMBDA');
const build: Build = {
  version,
  folder: bundleFolder(version),
  files: [...bundle.keys()].sort(),
  schema: JSON.stringify(introspectionFromSchema(schema)),
};
console.log(JSON.stringify(build));
