import { describe, expect, it } from 'vitest';
import { asCalled } from '../src/output/calledName';
import { givenLearner, givenSignedIn } from './givenLearner';
import { givenServer } from './givenServer';

describe.each([
  ['by its name', {}, 'akasha-labs'],
  ['by npx', { npm_command: 'exec', npm_lifecycle_event: 'npx' }, 'npx akasha-labs'],
  [
    'as the script of the repository',
    { npm_command: 'exec', npm_lifecycle_event: 'akasha-labs' },
    'npx pnpm akasha-labs',
  ],
  [
    'from another folder, as the script of the repository',
    { npm_lifecycle_event: 'akasha-labs', npm_package_json: '/the repository/package.json' },
    "npx pnpm -C '/the repository' akasha-labs",
  ],
  ['by another script', { npm_command: 'run-script', npm_lifecycle_event: 'x' }, 'akasha-labs'],
])('called %s, what to do next', (_, env, name) => {
  it('is said in that form', async () => {
    const server = await givenServer();
    const learner = (await givenSignedIn(server)).with({ env });
    const stranger = givenLearner(server).with({ env });
    expect((await learner.type('start', 'greet-everyone')).stdout).toContain(
      `\n  ${name} check\n  ${name} submit\n`,
    );
    expect((await learner.type('start', 'greet-again')).stderr).toContain(
      `Run: ${name} start greet-everyone\n`,
    );
    const refused = await stranger.type('whoami', '--json');
    expect(refused.stdout).toContain(`Run: ${name} login`);
    expect((await stranger.type('whoami')).stderr).toContain(`Run: ${name} login\n`);
    expect((await stranger.type('bogus')).stderr).toContain(`See: ${name} --help\n`);
  });
});

it.each([
  'Update it: npx akasha-labs@latest',
  'https://example.com is not an akasha-labs server.',
  'Run: npx akasha-labs login',
  '/home/akasha-labs/list',
])('%j stays as it is', (text) => {
  expect(asCalled(text, { npm_command: 'exec' })).toBe(text);
});

it.each(['login', 'list', 'show x', 'start <id>', 'check', 'submit', 'progress', '--help'])(
  '%j is a command line',
  (rest) => {
    const text = `Type akasha-labs ${rest}.`;
    expect(asCalled(text, { npm_command: 'exec' })).toBe(`Type npx akasha-labs ${rest}.`);
  },
);
