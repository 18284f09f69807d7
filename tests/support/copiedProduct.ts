import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { givenFolder } from './folder';

const repository = fileURLToPath(new URL('../..', import.meta.url));

/** What is installed or kept, and no part of the product. */
const OMITTED = ['node_modules', '.git', '.local', '.sst'];

/**
 * A copy of the product that can be changed, run and deployed, and is gone after the test. What is
 * installed is not copied, but the packages of the workspace are.
 * @param root an empty folder, which is the caller's to remove
 */
export function copyProduct(root: string = givenFolder()): string {
  for (const name of readdirSync(repository).filter((each) => !OMITTED.includes(each))) {
    cpSync(join(repository, name), join(root, name), { recursive: true });
  }
  symlinkSync(join(repository, '.sst'), join(root, '.sst'));
  // A folder of its own: commands keep their bundles in it.
  const [own, installed] = [join(root, 'node_modules'), join(repository, 'node_modules')];
  mkdirSync(own);
  const packages = join(root, 'packages');
  const copied = readdirSync(packages);
  for (const name of readdirSync(installed).filter((each) => each !== '.cache')) {
    symlinkSync(join(copied.includes(name) ? packages : installed, name), join(own, name));
  }
  return root;
}

/** Replaces a text that is in a file. */
export function replaceIn(root: string, file: string, from: string, to: string): void {
  const text = readFileSync(join(root, file), 'utf8');
  expect(text).toContain(from);
  writeFileSync(join(root, file), text.replace(from, to));
}
