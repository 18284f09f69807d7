import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'vitest';

/**
 * A step that changes a file: `In`, a file and a position, or `Write` and a file. The text follows.
 */
const STEP =
  /^\d+\. (?:Write `(?<written>[^`]+)`|In `(?<changed>[^`]+)`, (?<how>after|before|replace) `(?<anchor>[^`]+)`(?: with)?):\n\n {3}```\w*\n(?<block>.*?) {3}```$/gms;

const contributing = readFileSync(new URL('../../CONTRIBUTING.md', import.meta.url), 'utf8');

function recipeOf(title: string): string {
  const recipe = contributing.split(/^### /m).find((section) => section.startsWith(`${title}\n`));
  expect(recipe, title).toBeDefined();
  return recipe!;
}

/** The arguments of the steps `Run npx pnpm catalogue ...` of a recipe. */
export const catalogueCommands = (title: string): string[][] =>
  [...recipeOf(title).matchAll(/^\d+\. Run `npx pnpm catalogue ([^`]+)`/gm)].map(([, args]) =>
    args!.split(' '),
  );

/**
 * Applies a recipe of CONTRIBUTING.md to a copy of the product, except for its commands.
 * @returns the files that it touched
 */
export function follow(title: string, root: string): string[] {
  const recipe = recipeOf(title);
  const touched = [...recipe.matchAll(STEP)].flatMap(({ groups }) => {
    const { written, changed = '', how = '', anchor = '', block = '' } = groups!;
    const text = block.replace(/^ {3}/gm, '');
    const files = written === undefined ? filesOf(root, changed) : [written];
    for (const file of files) {
      if (written === undefined) insert(join(root, file), how, anchor, text);
      else write(join(root, file), text);
    }
    return files;
  });
  const isGenerated = recipe.includes('`npx pnpm codegen`');
  return [...touched, ...(isGenerated ? ['resolvers/schema.types.ts'] : [])].sort();
}

/** The files that a path matches. A `*` matches every folder. */
function filesOf(root: string, pattern: string): string[] {
  const [before, after] = pattern.split('*');
  if (after === undefined) return [pattern];
  return readdirSync(join(root, before!), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => `${before}${name}${after}`);
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** Inserts text next to the anchor, with the same indentation, or replaces the anchor. */
function insert(file: string, how: string, anchor: string, text: string): void {
  const content = readFileSync(file, 'utf8');
  expect(content.split(anchor), `${file}: ${anchor}`).toHaveLength(2);
  if (how === 'replace') {
    writeFileSync(file, content.replace(anchor, text.trim()));
    return;
  }
  const lines = content.split('\n');
  const index = lines.findIndex((line) => line.includes(anchor));
  const [indent = ''] = /^ */.exec(lines[index]!)!;
  const added = text
    .trimEnd()
    .replace(/^(?=.)/gm, indent)
    .split('\n');
  lines.splice(how === 'after' ? index + 1 : index, 0, ...added);
  writeFileSync(file, lines.join('\n'));
}
