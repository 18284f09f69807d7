import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Everything below a folder: folders, contents and links. */
export function treeOf(folder: string): Record<string, string> {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  return Object.fromEntries(
    paths.map((path) => {
      const file = join(folder, path);
      const found = lstatSync(file);
      if (found.isDirectory()) return [path, 'folder'];
      return [path, found.isFile() ? readFileSync(file, 'utf8') : 'neither'];
    }),
  );
}
