import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { givenFolder } from './folder';

const repository = fileURLToPath(new URL('../..', import.meta.url));

/** Installed packages and local state, which are not part of the product. */
const OMITTED = ['node_modules', '.git', '.local', '.sst'];

/**
 * A copy of the product that can be changed, run and deployed. Installed packages are not copied,
 * but workspace packages are.
 * @param root an empty folder, which the caller must remove. Default: a folder that is removed
 * after the test.
 */
export function copyProduct(root: string = givenFolder()): string {
  for (const name of readdirSync(repository).filter((each) => !OMITTED.includes(each))) {
    cpSync(join(repository, name), join(root, name), { recursive: true });
  }
  symlinkSync(join(repository, '.sst'), join(root, '.sst'));
  // Not a link, because commands store their bundles in it.
  const [own, installed] = [join(root, 'node_modules'), join(repository, 'node_modules')];
  mkdirSync(own);
  const packages = join(root, 'packages');
  const copied = readdirSync(packages);
  for (const name of readdirSync(installed).filter((each) => each !== '.cache')) {
    symlinkSync(join(copied.includes(name) ? packages : installed, name), join(own, name));
  }
  return root;
}

/** Replaces a text that a file must contain. */
export function replaceIn(root: string, file: string, from: string, to: string): void {
  const text = readFileSync(join(root, file), 'utf8');
  expect(text).toContain(from);
  writeFileSync(join(root, file), text.replace(from, to));
}
