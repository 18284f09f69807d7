import { DynamoDBClient, ListTablesCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { LOCAL_CREDENTIALS, REGION, tableNames } from '../../local/config';
import {
  findRunning,
  startInBackground,
  stopInBackground,
  writeNote,
} from '../../local/database/background';
import { startDatabase, type Database } from '../../local/database/database';
import { LocalError } from '../../local/error';
import { userKey } from '../../model/user';

const connect = (endpoint: string) =>
  new DynamoDBClient({ endpoint, region: REGION, credentials: LOCAL_CREDENTIALS, maxAttempts: 1 });

async function putUser(endpoint: string, id: string, username: string): Promise<void> {
  const client = connect(endpoint);
  const { pk, sk } = userKey(id);
  await client.send(
    new PutItemCommand({
      TableName: tableNames.Users,
      Item: { pk: { S: pk }, sk: { S: sk }, username: { S: username } },
    }),
  );
  client.destroy();
}

async function readPage(url: string): Promise<string> {
  const response = await fetch(url);
  const text = await response.text();
  if (response.status !== 200) throw new Error(`${response.status} for ${url}: ${text}`);
  return text;
}

/** Starts an unrelated server on a port. */
async function occupyPort(): Promise<{ server: Server; port: number }> {
  const server = createServer((_, response) => response.end('a stranger')).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, port: (server.address() as AddressInfo).port };
}

describe('the database with an admin UI', () => {
  let database: Database;
  beforeAll(async () => void (database = await startDatabase()));
  afterAll(() => database.stop());

  it('has every table of the product', async () => {
    const client = connect(database.endpoint);
    const { TableNames } = await client.send(new ListTablesCommand());
    client.destroy();
    expect(TableNames?.sort()).toEqual(Object.values(tableNames).sort());
  });

  it('displays the items of a table in a browser', async () => {
    await putUser(database.endpoint, '1', 'ada');
    const home = await readPage(database.adminUrl);
    const table = await readPage(`${database.adminUrl}/tables/${tableNames.Users}/items`);

    expect(home).toContain(tableNames.Users);
    expect(table).toContain('USER#1');
    expect(table).toContain('ada');
  });

  it.each(['/', `/tables/${tableNames.Users}`, `/tables/${tableNames.Users}/add-item`])(
    'loads nothing from another host on %s',
    async (path) => {
      const html = await readPage(database.adminUrl + path);
      const loaded = [...html.matchAll(/<(?:script|link|img)\b[^>]*?(?:src|href)=["']([^"']+)/g)];
      expect(loaded.length).toBeGreaterThan(0);
      for (const [, reference] of loaded) {
        const url = new URL(reference!, database.adminUrl + path);
        expect(url.origin).toBe(database.adminUrl);
        expect((await fetch(url)).status, url.pathname).toBe(200);
      }
    },
  );

  it.each(['port', 'adminPort'])('fails with a one-line error if %s is taken', async (which) => {
    const { server, port } = await occupyPort();
    const failure = await startDatabase({ [which]: port }).catch((error: unknown) => error);
    server.close();

    expect(failure).toBeInstanceOf(LocalError);
    expect((failure as LocalError).message).toBe(
      `Port ${port} is in use. Stop the program that uses it, then try again.`,
    );
  });
});

describe('in the background', () => {
  let folder: string;
  beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'akasha-labs-db-'))));
  afterEach(async () => {
    await stopInBackground(folder);
    await rm(folder, { recursive: true });
  });

  it('runs until it is stopped, and persists its data', { timeout: 20_000 }, async () => {
    const started = await startInBackground({ folder });
    expect(await findRunning(folder)).toEqual(started);
    await putUser(started.endpoint, '2', 'grace');

    expect(await stopInBackground(folder)).toBe(true);
    await expect(fetch(started.endpoint)).rejects.toThrow();
    await expect(fetch(started.adminUrl)).rejects.toThrow();
    expect(await stopInBackground(folder)).toBe(false);

    const { adminUrl } = await startInBackground({ folder });
    expect(await readPage(`${adminUrl}/tables/${tableNames.Users}/items`)).toContain('grace');
  });

  it('reports a failed start with a one-line error', async () => {
    const { server, port } = await occupyPort();
    const failure = await startInBackground({ port, folder }).catch((error: unknown) => error);
    server.close();

    expect(failure).toBeInstanceOf(LocalError);
    expect((failure as LocalError).message).toContain(`Port ${port} is in use`);
    expect(await findRunning(folder)).toBeUndefined();
  });

  it('does not kill an unrelated process that has reused its process id and port', async () => {
    const stranger = spawn('sleep', ['60']);
    const { server, port } = await occupyPort();
    await writeNote(folder, {
      pid: stranger.pid!,
      endpoint: `http://127.0.0.1:${port}`,
      adminUrl: `http://127.0.0.1:${port}`,
      instance: 'of a database that is gone',
    });

    expect(await stopInBackground(folder)).toBe(false);
    expect([stranger.exitCode, stranger.signalCode, stranger.killed]).toEqual([null, null, false]);
    server.close();
    stranger.kill();
  });
});
