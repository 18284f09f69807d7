import { expect, it } from 'vitest';
import manifest from '../../package.json';
import { run } from '../support/process';

const commands = Object.entries(manifest.scripts).flatMap(([name, command]) => {
  const [, script] =
    /^(?:node scripts\/install\.mjs && )?node scripts\/launch\.mjs (\S+)$/.exec(command) ?? [];
  const isOurs = script !== undefined && !/^(bench|check):/.test(name);
  // The tests of a package test its command.
  return isOurs && !script.startsWith('packages/') ? [{ name, script }] : [];
});

it('finds every command', () => {
  expect(commands.map(({ name }) => name)).toEqual([
    'start',
    'session',
    'evaluate',
    'db:local',
    'db:local:stop',
    'db:admin',
    'db:export',
    'db:import',
    'stats',
    'restore',
    'catalogue',
    'secrets',
  ]);
});

it.each(commands)('$name --help prints its usage and does nothing else', async (command) => {
  const { ended, stdout, stderr } = run(command.script, ['--help', 'anything']);
  expect(await ended).toBe(0);
  expect(stdout()).toMatch(new RegExp(`^Usage: .*pnpm ${command.name}\\b`));
  expect(stderr()).toBe('');
});

it.each(commands)('$name rejects an unknown option with a one-line error', async (command) => {
  const { ended, stdout, stderr } = run(command.script, ['--unknown']);
  expect(await ended).toBe(1);
  expect(stderr()).toMatch(
    new RegExp(`^Unknown option '--unknown'\\. Usage: .*pnpm ${command.name}\\b`),
  );
  expect(stdout()).toBe('');
});
