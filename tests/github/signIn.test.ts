import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { AppSyncAuthorizerEvent } from 'aws-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tableNames } from '../../local/config';
import { startEmbedded } from '../../local/database/embedded';
import { createTables } from '../../local/database/tables';
import { LocalError } from '../../local/error';
import { createGithubStandIn } from '../../local/github/standIn';
import { linkResources } from '../../local/resources';
import { httpApi } from '../../local/lambdas';
import { listen, type FetchHandler } from '../../local/server';
import { signIn } from '../../local/signIn';

/** Serves handlers by path prefix on a free port, until the tests end. */
async function serve(handlers: readonly (readonly [string, FetchHandler])[]): Promise<number> {
  const graphql = async () => ({ status: 404, headers: {}, body: '' });
  const server = await listen(0, Promise.resolve({ graphql, handlers }));
  stops.push(() => server.close());
  return server.port;
}

const stops: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const stop of stops.reverse()) await stop();
});

/** Runs the script of `pnpm session`. */
async function run(port: string | number, ...args: string[]) {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const child = spawn(process.execPath, ['scripts/launch.mjs', 'local/session.ts', ...args], {
    cwd: root,
    env: { ...process.env, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [stdout, stderr, [status]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit') as Promise<[number]>,
  ]);
  return { stdout, stderr, status };
}

const redirect =
  (location: string): FetchHandler =>
  async () =>
    new Response(null, { status: 302, headers: { location } });

const realGithub: FetchHandler = async () =>
  new Response(null, {
    status: 302,
    headers: { location: 'https://github.com/login/oauth/authorize?client_id=x' },
  });

let port: number;
let strangerPort: number;
let busyPort: number;
let realPort: number;
let closedPort: number;

beforeAll(async () => {
  const database = await startEmbedded();
  stops.push(() => database.stop());
  let open!: (handlers: readonly (readonly [string, FetchHandler])[]) => void;
  const handlers = new Promise<readonly (readonly [string, FetchHandler])[]>(
    (resolve) => (open = resolve),
  );
  const graphql = async () => ({ status: 404, headers: {}, body: '' });
  const server = await listen(
    0,
    handlers.then((handlers) => ({ graphql, handlers })),
  );
  stops.push(() => server.close());
  port = server.port;
  const url = `http://localhost:${port}`;
  linkResources({
    url,
    frontendUrl: url,
    dynamoEndpoint: database.endpoint,
    jwtSecret: 'a secret for tests that is long enough',
  });
  const client = new DynamoDBClient({ endpoint: database.endpoint });
  stops.push(async () => client.destroy());
  await createTables(client, tableNames);
  open([
    ['/auth/', await httpApi('rest', url)],
    ['/github/', createGithubStandIn()],
  ]);
  strangerPort = await serve([['/', async () => new Response('hello')]]);
  busyPort = await serve([
    ['/auth/github/callback', redirect('/?error=temporarily_unavailable')],
    ['/auth/', redirect('/github/consent')],
    ['/github/', redirect('/auth/github/callback')],
  ]);
  realPort = await serve([['/auth/', realGithub]]);
  const closed = await listen(0, new Promise(() => undefined));
  closedPort = closed.port;
  await closed.close();
});

async function authorizes(authorizationToken: string) {
  const { handler } = await import('../../functions/authorizer');
  return handler({ authorizationToken } as AppSyncAuthorizerEvent);
}

describe('signing in from the terminal', () => {
  it('completes the whole flow', async () => {
    const { token, expiresAt } = await signIn(`http://localhost:${port}`, 'asha-rao');
    expect(await authorizes(token)).toMatchObject({ isAuthorized: true });
    expect(Date.parse(expiresAt)).toBeGreaterThan(Date.now());
  });

  it('completes it at the loopback address too', async () => {
    const { token } = await signIn(`http://127.0.0.1:${port}`, 'asha-rao');
    expect(await authorizes(token)).toMatchObject({ isAuthorized: true });
  });

  it.each<[string, () => number, string, string]>([
    ['the login is empty', () => port, '', '“” is not a valid login. A login has'],
    ['the login is none', () => port, 'a--b', '“a--b” is not a valid login. A login has'],
    ['nothing runs there', () => closedPort, 'asha', 'No local stack responds at'],
    [
      'something else runs there',
      () => strangerPort,
      'asha',
      'is not a local stack: it returned 200',
    ],
    [
      'the callback reports an error',
      () => busyPort,
      'asha',
      'refused the sign-in: temporarily_unavailable.',
    ],
    ['the stack uses the real GitHub', () => realPort, 'asha', 'signs in at https://github.com'],
  ])('fails with a message of one line when %s', async (_, at, login, message) => {
    const failure = await signIn(`http://localhost:${at()}`, login).catch(
      (error: unknown) => error,
    );
    expect(failure).toBeInstanceOf(LocalError);
    expect((failure as LocalError).message).toContain(message);
    expect((failure as LocalError).message).not.toContain('\n');
  });
});

describe('pnpm session', { timeout: 20_000 }, () => {
  it('prints only the token, on one line', async () => {
    const { stdout, stderr, status } = await run(port, 'asha-rao');
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
    expect(stdout).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
    expect(await authorizes(stdout.trim())).toMatchObject({ isAuthorized: true });
  });

  it.each<[string, () => number | string, string[], string]>([
    ['no login is given', () => port, [], 'Usage: pnpm session <login>\n'],
    ['the sign-in fails', () => closedPort, ['asha'], 'No local stack responds at '],
    ['the port is none', () => 'x', ['asha'], 'PORT must be a number'],
  ])('prints an error of one line when %s', async (_, at, args, message) => {
    const { stdout, stderr, status } = await run(at(), ...args);
    expect({ stdout, status }).toEqual({ stdout: '', status: 1 });
    expect(stderr).toContain(message);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });
});
