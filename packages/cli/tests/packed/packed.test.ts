import { execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, expect, it } from 'vitest';
import manifest from '../../package.json';
import { givenServer } from '../givenServer';

const own = fileURLToPath(new URL('../..', import.meta.url));
const run = promisify(execFile);

const folder = mkdtempSync(join(tmpdir(), 'akasha-cli-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const packed = await run('npm', ['pack', '--json', '--pack-destination', folder], { cwd: own });
const [{ filename }] = JSON.parse(packed.stdout.slice(packed.stdout.indexOf('[\n'))) as [
  { filename: string },
];
execFileSync('tar', ['-xzf', join(folder, filename), '-C', folder]);
const installed = join(folder, 'package');
const program = join(installed, manifest.bin['akasha-labs']);

/** Runs the program in an empty folder, with nothing but Node.js. */
async function type(args: string[], env: Record<string, string> = {}) {
  const cwd = mkdtempSync(join(folder, 'empty-'));
  const home = join(cwd, 'home');
  mkdirSync(home);
  const options = { cwd, env: { PATH: process.env['PATH'], HOME: home, ...env } };
  return run(process.execPath, [program, ...args], options).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    (error: { code: number; stdout: string; stderr: string }) => {
      const { code, stdout, stderr } = error;
      return { code, stdout, stderr };
    },
  );
}

it('the tarball has the program, and no source', () => {
  const files = execFileSync('tar', ['-tzf', join(folder, filename)], { encoding: 'utf8' });
  expect(files.trim().split('\n').sort()).toEqual(
    [
      'CHANGELOG.md',
      'README.md',
      'bin/akasha-labs.cjs',
      'dist/THIRD-PARTY-LICENCES.txt',
      'dist/cli.cjs',
      'package.json',
    ].map((file) => `package/${file}`),
  );
  const { dependencies } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')) as {
    dependencies?: object;
  };
  expect(dependencies).toBeUndefined();
  const licences = readFileSync(join(installed, 'dist/THIRD-PARTY-LICENCES.txt'), 'utf8');
  for (const name of ['commander', 'streamx', 'tar-stream', 'zod']) {
    expect(licences).toMatch(new RegExp(`^${name} \\d`, 'm'));
  }
});

it('it runs in an empty folder', async () => {
  const server = await givenServer();
  const AKASHA_URL = server.url;
  expect(await type(['--help'])).toMatchObject({ code: 0, stderr: '' });
  expect(await type(['--version'])).toMatchObject({ code: 0, stdout: `${manifest.version}\n` });
  expect(await type(['list'], { AKASHA_URL })).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('greet-everyone'),
    stderr: '',
  });
  expect(await type(['whoami'], { AKASHA_URL })).toMatchObject({ code: 3, stdout: '' });
  expect(await type(['nothing'])).toMatchObject({ code: 2, stdout: '' });
});

it('it works where the learner is, also as a script of the repository', async () => {
  const there = mkdtempSync(join(folder, 'there-'));
  const { stderr } = await type(['check', 'x'], { INIT_CWD: there });
  expect(stderr).toBe('x is not a folder.\n');
  mkdirSync(join(there, 'x'));
  const env = { INIT_CWD: there, npm_lifecycle_event: 'akasha-labs' };
  expect(await type(['check', 'x'], env)).toMatchObject({
    stderr: expect.stringContaining('x is not the folder of a lab.'),
  });
});

it('it starts a lab', async () => {
  const server = await givenServer();
  const env = { AKASHA_URL: server.url, AKASHA_TOKEN: [...server.tokens][0]! };
  const { code, stdout } = await type(['start', 'greet-everyone', '--json'], env);
  expect({ code, json: JSON.parse(stdout) as unknown }).toMatchObject({
    code: 0,
    json: { exerciseId: 'greet-everyone', isNew: true },
  });
});

it('it ends with Ctrl-C', async () => {
  const server = await givenServer();
  const env = { PATH: process.env['PATH'], HOME: folder, AKASHA_URL: server.url };
  const login = spawn(process.execPath, [program, 'login', '--no-browser'], { cwd: folder, env });
  let stderr = '';
  const shown = new Promise<void>((resolve) => {
    login.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
      if (stderr.includes('/auth/github')) resolve();
    });
  });
  await shown;
  login.kill('SIGINT');
  expect(await once(login, 'close')).toEqual([130, null]);
  expect(stderr).toMatch(/\nInterrupted\.\n$/);
});

it('it stays quiet when a pipe closes', async () => {
  const script = `"$0" "$1" --help | head -1; exit "\${PIPESTATUS[0]}"`;
  const { stdout, stderr } = await run('bash', ['-c', script, process.execPath, program]);
  expect({ stdout, stderr }).toEqual({
    stdout: 'Usage: akasha-labs [options] [command]\n',
    stderr: '',
  });
});

it.each([
  ['a closed pipe', '"$0" "$1" list --json | :; exit "${PIPESTATUS[0]}"', 0, ''],
  [
    'a full disk',
    '"$0" "$1" list --json >/dev/full',
    8,
    'The disk has no space left for the output.\n',
  ],
  [
    'a full disk and help',
    '"$0" "$1" --help >/dev/full',
    8,
    'The disk has no space left for the output.\n',
  ],
  [
    'a full disk and an error',
    '"$0" "$1" x --json >/dev/full',
    8,
    'The disk has no space left for the output.\n',
  ],
  ['no standard error', '"$0" "$1" list 2>/dev/full', 0, ''],
  ['no standard error and an error', '"$0" "$1" bogus 2>/dev/full', 2, ''],
  [
    'a folder that is gone',
    'mkdir gone; cd gone; rmdir ../gone; "$0" "$1" check',
    8,
    'The current folder does not exist any more. Go to another one.\n',
  ],
])('it ends without a stack trace with %s', async (_, script, code, message) => {
  const server = await givenServer();
  const env = { PATH: process.env['PATH'], HOME: folder, AKASHA_URL: server.url };
  const options = { cwd: mkdtempSync(join(folder, 'empty-')), env };
  const ended = await run('bash', ['-c', script, process.execPath, program], options).then(
    ({ stderr }) => ({ code: 0, stderr }),
    (error: { code: number; stderr: string }) => ({ code: error.code, stderr: error.stderr }),
  );
  expect(ended).toEqual({ code, stderr: message });
});

it('it tells an old Node.js in one line', async () => {
  const script = `
    Object.defineProperty(process.versions, 'node', { value: process.argv[1] });
    require(process.argv[2]);`;
  const old = (version: string) =>
    run(process.execPath, ['-e', script, version, program]).catch(
      ({ code, stderr }: { code: number; stderr: string }) => ({ code, stderr }),
    );
  for (const version of ['14.0.0', '20.18.3', '21.7.3', '22.12.0', '23.11.0']) {
    expect(await old(version)).toEqual({
      code: 8,
      stderr: `akasha-labs needs Node.js 20.19, 22.13, or 24 or later. This is Node.js ${version}.\n`,
    });
  }
  for (const version of ['20.19.0', '22.13.0', '24.0.0', '26.1.0']) {
    expect(await old(version)).not.toHaveProperty('code', 8);
  }
});
