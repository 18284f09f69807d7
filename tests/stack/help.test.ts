import { expect, it } from 'vitest';
import manifest from '../../package.json';
import { run } from '../support/process';

const commands = Object.entries(manifest.scripts).flatMap(([name, command]) => {
  const [, script, ...args] =
    /^(?:node scripts\/install\.mjs && )?node scripts\/launch\.mjs (\S+)(?: (\S+))?$/.exec(
      command,
    ) ?? [];
  const isOurs = script !== undefined && !/^(bench|check):/.test(name);
  // The tests of a package test its command. SST prints the help of `sst`.
  return isOurs && !script.startsWith('packages/') && name !== 'sst'
    ? [{ name, script, args: args.filter((each) => each !== undefined) }]
    : [];
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
    'deploy',
    'remove',
    'dev',
    'diff',
    'outputs',
    'catalogue',
    'secrets',
  ]);
});

it.each(commands)('$name --help prints its usage and does nothing else', async (command) => {
  const { ended, stdout, stderr } = run(command.script, [...command.args, '--help', 'anything']);
  expect(await ended).toBe(0);
  expect(stdout()).toMatch(new RegExp(`^Usage: .*pnpm (run )?${command.name}\\b`));
  expect(stderr()).toBe('');
});

it.each(commands)('$name rejects an unknown option with a one-line error', async (command) => {
  const { ended, stdout, stderr } = run(command.script, [...command.args, '--unknown']);
  expect(await ended).toBe(1);
  expect(stderr()).toMatch(
    new RegExp(`^Unknown option '--unknown'\\. Usage: .*pnpm (run )?${command.name}\\b`),
  );
  expect(stdout()).toBe('');
});
