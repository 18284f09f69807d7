import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { openerOf, openInBrowser } from '../src/session/browser';
import { tokenPath } from '../src/session/tokenFile';
import { givenLearner, givenSignedIn } from './givenLearner';
import { givenServer, TOKEN } from './givenServer';

const INVALID_CODE = /came back with a code that is not valid\. Run: akasha-labs login\n$/;

/** A learner who has typed `login`, and the addresses of the sign-in. */
async function givenSigningIn(...options: string[]) {
  const server = await givenServer();
  const learner = givenLearner(server);
  const running = learner.type('login', ...options);
  const address = await running.says(/http:\/\/\S+\/auth\/github\S+/);
  const returnTo = new URL(address).searchParams.get('return_to')!;
  return { server, learner, running, address, returnTo };
}

/** What a browser gets, after all redirects. */
async function visit(address: string) {
  const response = await fetch(address);
  return { status: response.status, headers: response.headers, body: await response.text() };
}

describe('login', () => {
  it('signs in with the browser', async () => {
    const { server, learner, running, address } = await givenSigningIn();
    expect(learner.opened).toEqual([address]);
    const page = await visit(address);
    expect(page.status).toBe(200);
    expect(page.body).toContain('You are signed in.');
    expect(page.body).toContain('You can close this window.');
    expect(await running).toMatchObject({
      code: 0,
      stdout: `Signed in to ${server.url} as ada.\n`,
    });
    expect(await learner.type('whoami')).toMatchObject({ code: 0 });
  });

  it('prints JSON on standard output, and the address beside it', async () => {
    const { server, learner, running, address } = await givenSigningIn('--no-browser', '--json');
    expect(learner.opened).toEqual([]);
    await visit(address);
    const { code, json, stdout, stderr } = await running;
    expect(code).toBe(0);
    expect(json).toEqual({
      username: 'ada',
      server: server.url,
      expiresAt: '2026-12-04T12:00:00.000Z',
    });
    expect(stdout + stderr).not.toContain(TOKEN);
  });

  it('shows a page that needs nothing, and that nothing can use', async () => {
    const { running, address } = await givenSigningIn();
    const { headers, body } = await visit(address);
    await running;
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; style-src 'sha256-/,
    );
    expect(body).not.toMatch(/<script|https?:|login-code/);
    expect(body).toContain('color-scheme: light dark');
    expect(body).toContain('width=device-width');
  });

  it('asks for nothing but a callback with the right state', async () => {
    const { running, learner, address, returnTo } = await givenSigningIn();
    const { port, host, searchParams } = new URL(returnTo);
    const state = searchParams.get('state')!;
    expect(state).toMatch(/^[\w-]{43}$/);
    const statusOf = async (path: string, init?: RequestInit) =>
      (await fetch(`http://${host}${path}`, init)).status;
    expect(await statusOf('/callback?code=forged')).toBe(400);
    expect(await statusOf('/callback?code=forged&state=')).toBe(400);
    expect(await statusOf(`/callback?code=forged&state=${state.slice(1)}`)).toBe(400);
    expect(await statusOf(`/callback?error=access_denied&state=${'x'.repeat(43)}`)).toBe(400);
    expect(await statusOf('/favicon.ico')).toBe(404);
    expect(await statusOf(`/?code=x&state=${state}`)).toBe(404);
    expect(await statusOf(`/callback?code=x&state=${state}`, { method: 'POST' })).toBe(405);
    expect(await statusOfHost(port, 'evil.test', `/callback?code=x&state=${state}`)).toBe(400);
    // The sign-in still waits.
    await visit(address);
    expect(await running).toMatchObject({ code: 0 });
    expect(existsSync(tokenPath(learner.context, learner.context.env['AKASHA_URL']!))).toBe(true);
  });

  it('takes one callback only', async () => {
    const { server, running, returnTo } = await givenSigningIn();
    let finish!: () => void;
    server.handle('/auth/token', (request, response) => {
      request.resume();
      finish = () => {
        const session = { token: TOKEN, expiresAt: '2026-12-04T12:00:00.000Z' };
        response.end(JSON.stringify(session));
      };
    });
    const first = visit(`${returnTo}&code=one`);
    await server.received('/auth/token');
    const second = await visit(`${returnTo}&code=two`);
    expect(second.status).toBe(400);
    expect(second.body).toContain('This sign-in is over.');
    finish();
    expect((await first).body).toContain('You are signed in.');
    expect(await running).toMatchObject({ code: 0 });
    await expect(fetch(returnTo)).rejects.toThrow('fetch failed');
  });

  it('listens on this machine only', async () => {
    const { running, address, returnTo } = await givenSigningIn();
    const { port } = new URL(returnTo);
    const others = Object.values(networkInterfaces())
      .flatMap((list) => list ?? [])
      .filter(({ internal, family }) => !internal && family === 'IPv4');
    for (const other of others) {
      await expect(fetch(`http://${other.address}:${port}/callback`)).rejects.toThrow();
    }
    await visit(address);
    await running;
  });

  it.each([
    ['access_denied', 3, 'The sign-in was cancelled.'],
    ['sign_in_expired', 3, 'The sign-in took too long. Run: akasha-labs login'],
    ['github_unavailable', 4, 'GitHub did not confirm who you are. Try again later.'],
    ['server_error', 4, 'The server has a fault right now. Try again later.'],
    ['<b>\u001b', 4, 'The server refused the sign-in.'],
  ])('ends with the error %s', async (error, code, message) => {
    const { server, learner, running, address } = await givenSigningIn();
    server.outcome = { error };
    expect((await visit(address)).body).toContain('You are not signed in.');
    const printed = await running;
    expect(printed.code).toBe(code);
    expect(printed.stderr.endsWith(`${message}\n`)).toBe(true);
    expect(existsSync(tokenPath(learner.context, server.url))).toBe(false);
  });

  it('is refused with a code that is not its own', async () => {
    const { running, returnTo } = await givenSigningIn();
    expect((await visit(`${returnTo}&code=of-someone-else`)).body).toContain('not signed in');
    expect(await running).toMatchObject({ code: 3, stderr: expect.stringMatching(INVALID_CODE) });
  });

  it.each(['', '&code=', `&code=${'x'.repeat(129)}`])(
    'is refused with %j as its code',
    async (code) => {
      const { server, running, returnTo } = await givenSigningIn();
      expect((await visit(`${returnTo}${code}`)).body).toContain('not signed in');
      expect(await running).toMatchObject({ code: 3, stderr: expect.stringMatching(INVALID_CODE) });
      expect(server.paths).not.toContain('/auth/token');
    },
  );

  it.each(['tomorrow', '2026-12-04', '2026-12-04T12:00:00.000Z\u001b[2J', '2026-13-04T12:00:00Z'])(
    'is refused until %j, which is no time',
    async (expiresAt) => {
      const { server, learner, running, address } = await givenSigningIn();
      server.handle('/auth/token', (request, response) => {
        request.resume();
        response.end(JSON.stringify({ token: TOKEN, expiresAt }));
      });
      await visit(address);
      expect(await running).toMatchObject({ code: 4 });
      expect(existsSync(tokenPath(learner.context, server.url))).toBe(false);
    },
  );

  it('tries a login code again after a fault', async () => {
    const { server, running, address } = await givenSigningIn();
    let tries = 0;
    server.handle('/auth/token', (request, response) => {
      request.resume();
      tries += 1;
      if (tries < 3) return void response.writeHead(503).end('{"error":"temporarily_unavailable"}');
      const session = { token: TOKEN, expiresAt: '2026-12-04T12:00:00.000Z' };
      return void response.end(JSON.stringify(session));
    });
    await visit(address);
    expect(await running).toMatchObject({ code: 0 });
  });

  it('ends after 5 minutes', async () => {
    const { learner, running, returnTo } = await givenSigningIn();
    learner.clock.advance(299_999);
    expect((await fetch(`${returnTo}x`)).status).toBe(400);
    learner.clock.advance(1);
    expect(await running).toMatchObject({
      code: 3,
      stderr: expect.stringMatching(/No sign-in within 5 minutes\. Run: akasha-labs login\n$/),
    });
    await expect(fetch(returnTo)).rejects.toThrow('fetch failed');
  });

  it('ends with Ctrl-C', async () => {
    const { running, returnTo } = await givenSigningIn();
    running.interrupt();
    expect(await running).toMatchObject({ code: 130 });
    await expect(fetch(returnTo)).rejects.toThrow('fetch failed');
  });

  it('replaces the session of before', async () => {
    const server = await givenServer();
    const learner = givenLearner(server);
    await learner.signIn(server, { token: 'old' });
    const running = learner.type('login');
    await visit(await running.says(/http:\/\/\S+\/auth\/github\S+/));
    await running;
    expect(await learner.type('whoami')).toMatchObject({ code: 0 });
    expect(server.calls.at(-1)!.headers).toMatchObject({ authorization: TOKEN });
  });

  it('says how to use the browser of another machine', async () => {
    const server = await givenServer();
    const learner = givenLearner(server).with({
      env: { SSH_CONNECTION: '10.0.0.1 1 10.0.0.2 22' },
      openInBrowser: () => false,
    });
    const running = learner.type('login');
    expect(await running.says(/ssh -N -L (\d+):127\.0\.0\.1:\1 /)).toBeTruthy();
    running.interrupt();
    await running;
  });
});

describe('logout', () => {
  it('ends the session and deletes the token', async () => {
    const server = await givenServer();
    const learner = givenLearner(server);
    const path = await learner.signIn(server);
    expect(await learner.type('logout')).toMatchObject({
      code: 0,
      stdout: `Signed out of ${server.url}.\n`,
    });
    expect(server.tokens.size).toBe(0);
    expect(existsSync(path)).toBe(false);
    expect(await learner.type('logout')).toMatchObject({
      code: 0,
      stdout: `You were not signed in to ${server.url}.\n`,
    });
  });

  it('deletes the token of a session that has ended', async () => {
    const server = await givenServer();
    const learner = givenLearner(server);
    const path = await learner.signIn(server);
    server.tokens.clear();
    expect(await learner.type('logout')).toMatchObject({ code: 0 });
    expect(existsSync(path)).toBe(false);
  });

  it('keeps the token while the session may be alive', async () => {
    const server = await givenServer();
    const learner = givenLearner(server);
    const path = await learner.signIn(server);
    const fault = { status: 500, body: '' };
    server.answerNext('Logout', fault, fault, fault);
    expect(await learner.type('logout')).toMatchObject({ code: 4 });
    expect(existsSync(path)).toBe(true);
  });

  it('ends the session of AKASHA_TOKEN, and leaves the file alone', async () => {
    const server = await givenServer();
    const learner = await givenSignedIn(server);
    const path = tokenPath(learner.context, server.url);
    server.tokens.add('other');
    const { code, stderr } = await learner.with({ env: { AKASHA_TOKEN: 'other' } }).type('logout');
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: 'AKASHA_TOKEN is still set. Its session has ended.\n',
    });
    expect(server.calls.at(-1)!.headers).toMatchObject({ authorization: 'other' });
    expect(existsSync(path)).toBe(true);
  });
});

describe('the browser', () => {
  const display = { DISPLAY: ':0' };
  it.each([
    ['linux', display, ['xdg-open']],
    ['linux', { WAYLAND_DISPLAY: 'wayland-0' }, ['xdg-open']],
    ['linux', {}, undefined],
    ['linux', { ...display, SSH_CONNECTION: '1' }, undefined],
    ['linux', { ...display, CI: 'true' }, undefined],
    ['linux', { SSH_CONNECTION: '1', BROWSER: '/vscode/browser.sh' }, ['/vscode/browser.sh']],
    ['linux', { ...display, BROWSER: 'firefox %s' }, ['xdg-open']],
    ['darwin', {}, ['open']],
    ['win32', {}, ['rundll32', 'url.dll,FileProtocolHandler']],
  ] as const)('on %s with %j is %j', (platform, env, opener) => {
    expect(openerOf({ platform, env })).toEqual(opener);
  });
});

it('the browser gets the address, and not the token', async () => {
  const { folder } = givenLearner();
  const [browser, seen] = [join(folder, 'browser'), join(folder, 'seen')];
  writeFileSync(
    browser,
    `#!/bin/sh\n{ echo "$1"; env; } >'${seen}.half'; mv '${seen}.half' '${seen}'\n`,
    { mode: 0o755 },
  );
  const env = { PATH: process.env['PATH'], BROWSER: browser, AKASHA_TOKEN: TOKEN };
  expect(openInBrowser('https://example.com/', { env, platform: process.platform })).toBe(true);
  while (!existsSync(seen)) await new Promise(setImmediate);
  expect(readFileSync(seen, 'utf8')).toMatch(/^https:\/\/example\.com\/\n/);
  expect(readFileSync(seen, 'utf8')).not.toContain(TOKEN);
});

/** The status of a request with another host in its header. */
async function statusOfHost(port: string, host: string, path: string): Promise<number> {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    httpRequest({ port, host: '127.0.0.1', path, headers: { host } }, resolve)
      .on('error', reject)
      .end();
  });
  await text(response);
  return response.statusCode!;
}
