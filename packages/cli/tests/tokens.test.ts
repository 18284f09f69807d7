import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tokenFolder, tokenPath, writeTokenFile } from '../src/session/tokenFile';
import { givenLearner } from './givenLearner';
import { givenServer, TOKEN } from './givenServer';

const modeOf = (path: string): number => statSync(path).mode & 0o777;
const session = { token: 'a.b.c', expiresAt: '2026-12-04T12:00:00.000Z' };

describe('the file of a token', () => {
  it('is readable by its owner only, and so is its folder', async () => {
    const { context } = givenLearner();
    await writeTokenFile(context, 'https://example.com', session);
    const path = tokenPath(context, 'https://example.com');
    expect(modeOf(path)).toBe(0o600);
    expect(modeOf(dirname(path))).toBe(0o700);
  });

  it('gets these modes also where there were others', async () => {
    const { context } = givenLearner();
    const path = tokenPath(context, 'https://example.com');
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, '{}');
    chmodSync(path, 0o666);
    chmodSync(dirname(path), 0o777);
    await writeTokenFile(context, 'https://example.com', session);
    expect(modeOf(path)).toBe(0o600);
    expect(modeOf(dirname(path))).toBe(0o700);
  });

  it('is always complete, and nothing is beside it', async () => {
    const { context } = givenLearner();
    const path = tokenPath(context, 'https://example.com');
    const tokens = Array.from({ length: 20 }, (_, n) => `token-${n}-${'x'.repeat(5_000)}`);
    let isWriting = true;
    const writing = Promise.all(
      tokens.map((token) => writeTokenFile(context, 'https://example.com', { ...session, token })),
    ).finally(() => (isWriting = false));
    while (isWriting) {
      await new Promise((resolve) => setImmediate(resolve));
      const text = readIfThere(path);
      if (text) expect(tokens).toContain((JSON.parse(text) as { token: string }).token);
    }
    await writing;
    expect(readdirSync(dirname(path))).toHaveLength(1);
  });

  it.each([
    ['linux', {}, '%/.config/akasha-labs'],
    ['linux', { XDG_CONFIG_HOME: '/elsewhere' }, '/elsewhere/akasha-labs'],
    ['linux', { XDG_CONFIG_HOME: 'relative' }, '%/.config/akasha-labs'],
    ['darwin', {}, '%/.config/akasha-labs'],
    ['win32', { APPDATA: '/appdata' }, '/appdata/akasha-labs'],
  ] as const)('on %s with %j is in %s', (platform, env, folder) => {
    const { context } = givenLearner().with({ platform, env });
    expect(tokenFolder(context)).toBe(folder.replace('%', context.home));
  });

  it('is one for each server', async () => {
    const [one, two] = [await givenServer(), await givenServer()];
    const learner = givenLearner(one);
    two.tokens.clear();
    two.tokens.add('of-two');
    await learner.signIn(one);
    await learner.signIn(two, { token: 'of-two' });
    expect(await learner.type('whoami')).toMatchObject({ code: 0 });
    expect(await learner.type('whoami', '--url', two.url)).toMatchObject({ code: 0 });
    expect(one.calls.at(-1)!.headers.authorization).toBe(TOKEN);
    expect(two.calls.at(-1)!.headers.authorization).toBe('of-two');
    await learner.type('logout', '--url', two.url);
    expect(await learner.type('whoami')).toMatchObject({ code: 0 });
  });

  it('is not used for another server, even under its name', async () => {
    const server = await givenServer();
    const learner = givenLearner(server);
    const path = await learner.signIn(server);
    const stored = JSON.parse(readFileSync(path, 'utf8')) as object;
    writeFileSync(path, JSON.stringify({ ...stored, url: 'https://example.com' }));
    expect(await learner.type('whoami')).toMatchObject({ code: 3 });
    expect(server.calls).toEqual([]);
  });

  it.each(['', '{', '[]', '{"token":"a\\nb"}', 'the usual with another time'])(
    'with %j is as if there were none',
    async (text) => {
      const server = await givenServer();
      const learner = givenLearner(server);
      const path = await learner.signIn(server);
      const usual = readFileSync(path, 'utf8').replace('000Z', '000Z\\u001b');
      writeFileSync(path, text.startsWith('the usual') ? usual : text);
      expect(await learner.type('whoami')).toMatchObject({
        code: 3,
        stderr: 'You are not signed in. Run: akasha-labs login\n',
      });
    },
  );

  it('stays when the session has ended', async () => {
    const server = await givenServer();
    const learner = givenLearner(server);
    const path = await learner.signIn(server);
    const before = readFileSync(path, 'utf8');
    server.tokens.clear();
    expect(await learner.type('whoami')).toMatchObject({
      code: 3,
      stderr: 'Your session has ended. Run: akasha-labs login\n',
    });
    expect(readFileSync(path, 'utf8')).toBe(before);
  });

  it('that has expired is not sent', async () => {
    const server = await givenServer();
    const learner = givenLearner(server);
    await learner.signIn(server, { expiresAt: '2026-11-27T11:59:59.000Z' });
    expect(await learner.type('whoami')).toMatchObject({
      code: 3,
      stderr: 'Your session has ended. Run: akasha-labs login\n',
    });
    expect(server.paths).toEqual([]);
    expect(await learner.type('list')).toMatchObject({ code: 0 });
  });

  it('must be in a folder that can be written', async () => {
    const learner = givenLearner();
    writeFileSync(join(learner.home, '.config'), '');
    await expect(writeTokenFile(learner.context, 'https://example.com', session)).rejects.toThrow();
  });
});

describe('AKASHA_TOKEN', () => {
  it('wins over the file', async () => {
    const server = await givenServer();
    const learner = givenLearner(server);
    await learner.signIn(server);
    server.tokens.add('of-the-environment');
    const other = learner.with({ env: { AKASHA_TOKEN: ' of-the-environment\n' } });
    expect(await other.type('whoami')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('with AKASHA_TOKEN'),
    });
    expect(server.calls.at(-1)!.headers.authorization).toBe('of-the-environment');
  });

  it('is never printed', async () => {
    const server = await givenServer();
    for (const token of ['secret\nheader', 'sécret', 'refused-secret']) {
      const learner = givenLearner(server).with({ env: { AKASHA_TOKEN: token } });
      for (const options of [[], ['--json']]) {
        const { code, stdout, stderr } = await learner.type('whoami', ...options);
        expect([2, 3]).toContain(code);
        expect(stdout + stderr).not.toMatch(/secret|sécret/);
      }
    }
  });
});

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
