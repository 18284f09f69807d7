import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { startEmbedded } from '../../local/database/embedded';
import { givenFolder } from '../support/folder';
import { givenFreePort, givenTakenPort } from '../support/port';

/** A platform for which npm has no binary. */
const givenStrangeMachine = () => vi.spyOn(process, 'platform', 'get').mockReturnValue('haiku');

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

describe('the embedded database', () => {
  it('responds on the given port until it is stopped', async () => {
    const port = await givenFreePort();
    const database = await startEmbedded({ port });
    expect(database.endpoint).toBe(`http://127.0.0.1:${port}`);
    expect(await (await fetch(database.endpoint)).text()).toContain('healthy');
    await database.stop();
    await expect(fetch(database.endpoint)).rejects.toThrow();
  });

  it('fails with a one-line error when its port is in use', async () => {
    const port = await givenTakenPort();
    await expect(startEmbedded({ port })).rejects.toThrow(
      new RegExp(
        `^The embedded DynamoDB did not start: [^\\n]*port ${port} is already in use[^\\n]*$`,
      ),
    );
  });

  it('fails with a one-line error when its file cannot be used', async () => {
    const dbPath = join(givenFolder(), 'no', 'such', 'folder', 'data.sqlite');
    await expect(startEmbedded({ dbPath })).rejects.toThrow(
      /^The embedded DynamoDB did not start: [^\n]+$/,
    );
  });

  it('uses the dynoxide on the PATH when npm has none for the platform', async () => {
    givenStrangeMachine();
    const folder = givenFolder();
    const binary = join(folder, 'dynoxide');
    writeFileSync(binary, '#!/bin/sh\necho "Dynoxide listening on port $5"\nexec sleep 60\n');
    chmodSync(binary, 0o755);
    vi.stubEnv('PATH', `${folder}:${process.env['PATH']}`);
    const port = await givenFreePort();
    const database = await startEmbedded({ port });
    expect(database.endpoint).toBe(`http://127.0.0.1:${port}`);
    await database.stop();
  });

  it('names both alternatives when there is no dynoxide at all', async () => {
    givenStrangeMachine();
    vi.stubEnv('PATH', givenFolder());
    await expect(startEmbedded()).rejects.toThrow(
      `There is no embedded DynamoDB for haiku-${process.arch} on npm. Put a \`dynoxide\` binary on ` +
        'the PATH, or set DYNAMODB_ENDPOINT to another DynamoDB.',
    );
  });
});
