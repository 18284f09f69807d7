import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import manifest from '../package.json';
import { failures } from '../src/failure';
import { givenLearner, write } from './givenLearner';
import { givenServer } from './givenServer';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

const commands = [
  'login',
  'logout',
  'whoami',
  'list',
  'show',
  'start',
  'check',
  'submit',
  'progress',
  'rank',
  'open',
  'completion',
];

describe('help', () => {
  it('lists every command, the environment and the exit codes', async () => {
    const { code, stdout, stderr } = await givenLearner().type('--help');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const command of commands) expect(stdout).toMatch(new RegExp(`^  ${command}\\b`, 'm'));
    for (const { exitCode, meaning } of Object.values(failures)) {
      expect(stdout).toMatch(new RegExp(`^ +${exitCode} +${meaning}$`, 'm'));
    }
    expect(stdout).toContain('AKASHA_TOKEN');
  });

  it.each(commands)('of %s has examples and the global options', async (command) => {
    const learner = givenLearner();
    const { code, stdout } = await learner.type(command, '--help');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Usage: akasha-labs /);
    expect(stdout).toMatch(/\nExamples:\n {2}.*akasha-labs/);
    expect(stdout).toContain('--json');
    expect(stdout).toContain('--url');
    expect((await learner.type('help', command)).stdout).toBe(stdout);
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThan(120);
  });

  it('is in the README, with every exit code', () => {
    for (const command of commands) expect(readme).toContain(`### \`akasha-labs ${command}`);
    for (const { exitCode, meaning } of Object.values(failures)) {
      expect(readme).toMatch(new RegExp(`^\\| ${exitCode} +\\| .*${meaning}`, 'm'));
    }
  });

  it.each(['--version', '-V'])('%s prints the version', async (option) => {
    expect(await givenLearner().type(option)).toMatchObject({
      code: 0,
      stdout: `${manifest.version}\n`,
    });
  });
});

describe('a wrong command line', () => {
  it.each([
    [[], 'No command.'],
    [['strat'], "Unknown command 'strat'\n(Did you mean start?)"],
    [['list', '--tga', 'git'], "Unknown option '--tga'\n(Did you mean --tag?)"],
    [['show'], "Missing required argument 'id'"],
    [['whoami', 'ada'], "Too many arguments for 'whoami'"],
    [['list', '--difficulty', 'hard'], "'hard' is invalid"],
    [['completion', 'csh'], "'csh' is invalid"],
    [['help', 'bogus'], "Unknown command 'bogus'"],
    [['--url', 'https://example.com', 'help', 'bogus'], "Unknown command 'bogus'"],
  ])('%j is refused with exit code 2', async (args, reason) => {
    const { code, stdout, stderr } = await givenLearner().type(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(reason);
    expect(stderr).toContain('See: akasha-labs --help');
  });

  it('is JSON with --json', async () => {
    expect((await givenLearner().type('show', '--json')).json).toMatchObject({
      error: { type: 'Usage', exitCode: 2, message: expect.stringContaining('argument') },
    });
  });
});

describe('--url', () => {
  it.each([
    'http://example.com',
    'ftp://localhost',
    'localhost:4000',
    'https://a:b@example.com',
    'https://example.com?a',
    'http://127.0.0.1.example.com',
    'http://api.localhost:4000',
    'https://example.com?',
    'https://example.com#',
    'https://exam\nple.com',
    ' https://example.com',
    'https:\\\\example.com',
    'javascript:alert(1)',
  ])('refuses %s', async (url) => {
    expect(await givenLearner().type('list', '--url', url)).toMatchObject({
      code: 2,
      stderr: '--url must be an https address, or an http address of this machine.\n',
    });
  });

  it('wins over AKASHA_URL, and works before and after the command', async () => {
    const [one, two] = [await givenServer(), await givenServer()];
    const learner = givenLearner(one);
    await learner.type('list', '--url', two.url);
    await learner.type('--url', `${two.url}/`, 'list');
    expect(one.paths).toEqual([]);
    expect(two.paths.filter((path) => path === '/graphql')).toHaveLength(4);
  });

  it.each([
    [404, {}, 4, 'is not an akasha-labs server.'],
    [403, {}, 4, 'refused the request. Try again later.'],
    [503, {}, 4, 'has a fault right now. Try again later.'],
    [429, { 'retry-after': '90' }, 5, 'Try again in 90 seconds.'],
  ])('with an answer of status %i fails', async (status, headers, code, message) => {
    const server = await givenServer();
    server.handle('/.well-known/akasha-labs.json', (_, response) =>
      response.writeHead(status, headers).end('<html>'),
    );
    const { stderr, ...printed } = await givenLearner(server).type('list');
    expect(printed.code).toBe(code);
    expect(stderr).toContain(message);
  });

  it('waits as long as the server says', async () => {
    const server = await givenServer();
    const learner = givenLearner(server);
    let requests = 0;
    server.handle('/.well-known/akasha-labs.json', (_, response) => {
      requests += 1;
      response.writeHead(429, { 'retry-after': '3' }).end();
    });
    expect(await learner.type('list')).toMatchObject({ code: 5 });
    expect(learner.clock.waits).toEqual([3_000, 3_000]);
    expect(requests).toBe(3);
  });

  it('must be a server of labs', async () => {
    const server = await givenServer();
    server.handle('/.well-known/akasha-labs.json', (_, response) => response.end('<html>'));
    expect(await givenLearner(server).type('list')).toMatchObject({
      code: 4,
      stderr: `${server.url} is not an akasha-labs server.\n`,
    });
  });

  it.each([
    { graphql: 'http://example.com/graphql' },
    { auth: 'javascript:1' },
    { auth: 'https://a:b@example.com' },
    { auth: 'https://example.com/\u001b]0;evil\u0007' },
    { graphql: 'https://example.com/graphql?a' },
    { site: 'https://example.com/#' },
    { site: 'https://example.com\n' },
    { site: 'file:///etc/passwd' },
    { apiKey: 'a\nb' },
  ])('must not be a server that describes itself with %j', async (part) => {
    const server = await givenServer();
    server.describe(part);
    expect(await givenLearner(server).type('list')).toMatchObject({ code: 4 });
    expect(server.paths).toEqual(['/.well-known/akasha-labs.json']);
  });
});

describe('colour', () => {
  const terminal = { stdout: { write: () => undefined, isTTY: true } };
  it.each([
    ['on a terminal', { ...terminal, env: {} }, true],
    ['in a pipe', { env: {} }, false],
    ['with NO_COLOR', { ...terminal, env: { NO_COLOR: '1' } }, false],
    ['on a dumb terminal', { ...terminal, env: { TERM: 'dumb' } }, false],
    ['in a pipe with FORCE_COLOR', { env: { FORCE_COLOR: '1' } }, true],
    ['on a terminal with FORCE_COLOR=0', { ...terminal, env: { FORCE_COLOR: '0' } }, false],
  ])('%s', async (_, change, isColoured) => {
    const { stdout } = await givenLearner(await givenServer())
      .with(change)
      .type('list');
    expect(stdout.includes('\u001b[')).toBe(isColoured);
  });
});

describe('completion', () => {
  /** What bash offers for a command line. */
  async function offered(...words: string[]): Promise<string[]> {
    const learner = givenLearner();
    const { stdout } = await learner.type('completion', 'bash');
    write(learner.folder, { 'completion.bash': stdout });
    const script = `
      source completion.bash
      COMP_WORDS=(akasha-labs "$@") COMP_CWORD=$#
      _akasha_labs
      printf '%s\\n' "\${COMPREPLY[@]}"`;
    const output = execFileSync('bash', ['-c', script, 'bash', ...words], {
      cwd: learner.folder,
      encoding: 'utf8',
    });
    return output.split('\n').filter((word) => word !== '');
  }

  it('offers commands, options and values in bash', async () => {
    expect(await offered('s')).toEqual(['show', 'start', 'submit']);
    expect(await offered('list', '--s')).toEqual(['--search', '--status']);
    expect(await offered('list', '--status', '')).toEqual([
      'ready',
      'started',
      'locked',
      'completed',
    ]);
    expect(await offered('completion', 'f')).toEqual(['fish']);
    expect(await offered('--json', 'wh')).toEqual(['whoami']);
    expect(await offered('login', '--n')).toEqual(['--no-browser']);
  });

  it('offers them in bash after options with values, and after help', async () => {
    const url = ['--url', 'http', ':', '//localhost', ':', '4000'];
    expect(await offered(...url, 'wh')).toEqual(['whoami']);
    expect(await offered('--url', '=', ...url.slice(1), 'list', '--st')).toEqual(['--status']);
    expect(await offered('--url', 'example.com', 'list', '--st')).toEqual(['--status']);
    expect(await offered('list', '--tag', 'show', '--st')).toEqual(['--status']);
    expect(await offered('list', '--status', '=', 'r')).toEqual(['ready']);
    expect(await offered('list', '--status', '=')).toHaveLength(4);
    expect(await offered('help', 's')).toEqual(['show', 'start', 'submit']);
    expect(await offered('he')).toEqual(['help']);
  });

  it.each(['zsh', 'fish'])('names every command for %s', async (shell) => {
    const { code, stdout } = await givenLearner().type('completion', shell);
    expect(code).toBe(0);
    for (const command of commands) expect(stdout).toMatch(new RegExp(`\\b${command}\\b`));
  });
});

it('the folder of a learner stays as it is', async () => {
  const learner = givenLearner(await givenServer());
  for (const args of [['list'], ['show', 'greet-again'], ['completion', 'zsh']]) {
    await learner.type(...args);
  }
  expect(execFileSync('ls', ['-A', learner.folder, join(learner.home)], { encoding: 'utf8' })).toBe(
    `${learner.folder}:\n\n${learner.home}:\n`,
  );
});
