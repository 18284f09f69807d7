import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import manifest from '../../package.json';
import builtIn from '../workflows/pnpmCommands.json';

const root = fileURLToPath(new URL('../..', import.meta.url));

const filesIn = (folder: string, recursive: boolean): string[] =>
  readdirSync(join(root, folder), { recursive, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name));

const pages = [
  ...filesIn('.', false),
  ...filesIn('docs', true),
  ...filesIn('releases', false),
  'exercises/README.md',
].map((file) => ({ file, text: readFileSync(join(root, file), 'utf8') }));

interface Command {
  readonly program: string;
  readonly run: boolean;
  readonly name: string;
}

/** The commands in code: `npx pnpm stats`, `pnpm run deploy`, `npm run -s session`. */
const commandsIn = (text: string): Command[] =>
  [
    ...text.matchAll(
      /(?<=[`\s(])(?<program>(?:npx )?pnpm|npm)(?<run> run)?(?: -s| -C \S+)* (?<name>[a-z][a-z:-]*)(?=[`\s,;]|$)/gm,
    ),
  ].map(({ groups }) => ({
    program: groups!['program']!,
    run: groups!['run'] !== undefined,
    name: groups!['name']!,
  }));

/** Code blocks and code in sentences. */
const codeIn = (text: string): string =>
  [...text.matchAll(/```sh\n(.*?)```|`([^`\n]+)`/gs)]
    .map(([, block, span]) => block ?? span)
    .join('\n');

const scripts = Object.keys(manifest.scripts);
const isBuiltIn = (name: string): boolean => builtIn.commands.includes(name);

/** pnpm runs the script of the same name. */
const ALIASES = ['start', 'test'];

/** Whether the command does what a reader expects. */
function isThere({ program, run, name }: Command): boolean {
  if (run) return scripts.includes(name);
  if (ALIASES.includes(name)) return true;
  if (program === 'npm') return !scripts.includes(name);
  // Without `run`, pnpm prefers its own command, which documentation mentions without `npx`.
  if (isBuiltIn(name)) return program === 'pnpm' || !scripts.includes(name);
  // Then it looks for an installed program.
  return scripts.includes(name) || existsSync(join(root, 'node_modules/.bin', name));
}

it('documentation names commands that exist', () => {
  const found = pages.flatMap(({ file, text }) =>
    commandsIn(codeIn(text)).map((command) => ({ file, ...command })),
  );
  expect(found.length).toBeGreaterThan(80);
  const names = found.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(['deploy', 'remove', 'outputs', 'sst', 'stats']));
  expect(found.filter((command) => !isThere(command))).toEqual([]);
});

it('and a wrong one would be noticed', () => {
  const wrong = ['npx pnpm deploy', 'npx pnpm output', 'npm run stat', 'npm stats'];
  for (const command of wrong) {
    expect(commandsIn(`\n${command}\n`).map(isThere), command).toEqual([false]);
  }
});
