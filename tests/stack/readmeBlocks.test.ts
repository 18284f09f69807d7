import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
const blocks = [...readme.matchAll(/```sh\n(.*?)```/gs)].map(([, block]) => block!);

it('the README has blocks to paste', () => {
  expect(blocks.length).toBeGreaterThan(5);
});

// Interactive zsh, the default on macOS, passes them as arguments.
it.each(blocks)('a block has no comments: %s', (block) => {
  expect(block).not.toMatch(/(^|\s)#/m);
});

it.each(blocks)('a block has no date that becomes outdated: %s', (block) => {
  expect(block).not.toMatch(/\b20\d\d-\d\d/);
});

it.each(blocks.filter((block) => block.includes('npx pnpm start')))(
  'a command that does not end has its own block: %s',
  (block) => {
    expect(block.trimEnd()).toBe('npx pnpm start');
  },
);

it('each variable is assigned once across all blocks', () => {
  const meanings = [...blocks.join('\n').matchAll(/^(\w+)=(.*)$/gm)].map(([, name]) => name);
  expect(meanings).toEqual([...new Set(meanings)]);
});
