import { describe, expect, it } from 'vitest';
import { operation } from '../support/operation';
import { givenFreePort, givenTakenPort } from '../support/port';
import { run } from '../support/process';

describe('pnpm start', () => {
  it('prints the address of every endpoint and exits on SIGINT', async () => {
    const PORT = String(await givenFreePort());
    const stack = run('local/start.ts', ['--memory'], { env: { PORT } });
    await stack.until(/Ctrl-C/);
    for (const address of [
      `http://localhost:${PORT}\n`,
      `http://localhost:${PORT}/graphql\n`,
      `ws://localhost:${PORT}/graphql/realtime\n`,
      `http://localhost:${PORT}/auth/github`,
      `http://localhost:${PORT}/healthz\n`,
    ]) {
      expect(stack.stdout()).toContain(address);
    }
    expect(stack.stdout()).toMatch(/da2-[a-z0-9]{26}\b/);
    expect((await fetch(`http://localhost:${PORT}/healthz`)).status).toBe(200);
    stack.child.kill('SIGINT');
    expect(await stack.ended).toBe(0);
    expect(stack.stderr()).toBe('');
  });

  it('exits with a one-line error when its port is in use', async () => {
    const port = await givenTakenPort();
    const stack = run('local/start.ts', ['--memory'], { env: { PORT: String(port) } });
    expect(await stack.ended).toBe(1);
    expect(stack.stderr()).toBe(
      `Port ${port} is in use. Choose another one, for example PORT=4001.\n`,
    );
  });

  it.each([
    [
      'a flag that it does not know',
      ['--memroy'],
      {},
      "Unknown option '--memroy'. Usage: pnpm start [--memory] [--reset]\n",
    ],
    [
      'a port that is none',
      [],
      { PORT: 'http' },
      'PORT must be a number from 1 to 65535, not "http".\n',
    ],
    [
      'half of the credentials',
      [],
      { GITHUB_CLIENT_ID: 'id', GITHUB_CLIENT_SECRET: '' },
      'Set both GITHUB_CLIENT_ID and GITHUB_CLIENT_SECRET, or neither.\n',
    ],
    [
      'an endpoint that is none',
      [],
      { DYNAMODB_ENDPOINT: 'nowhere' },
      'DYNAMODB_ENDPOINT must be a URL such as http://localhost:8000, not "nowhere".\n',
    ],
  ])('rejects %s', async (_, args, env, message) => {
    const stack = run('local/start.ts', args, { env });
    expect(await stack.ended).toBe(1);
    expect(stack.stderr()).toBe(message);
    expect(stack.stdout()).toBe('');
  });
});

describe('pnpm session', () => {
  it('prints only a token that the running stack accepts', async () => {
    const PORT = String(await givenFreePort());
    const stack = run('local/start.ts', ['--memory'], { env: { PORT } });
    await stack.until(/Ctrl-C/);
    const token = run('local/session.ts', ['ada'], { env: { PORT } });
    expect(await token.ended).toBe(0);
    expect(token.stdout()).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
    const response = await fetch(`http://localhost:${PORT}/graphql`, {
      method: 'POST',
      headers: { authorization: token.stdout().trim() },
      body: JSON.stringify({ query: operation(`{ viewer { username } }`) }),
    });
    expect(await response.json()).toEqual({ data: { viewer: { username: 'ada' } } });
  });
});
