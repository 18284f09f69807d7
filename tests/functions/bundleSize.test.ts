import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { AppSyncAuthorizerEvent } from 'aws-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundling } from '../../functions/bundling';
import { tableNames } from '../../local/config';
import { documentedFigure } from '../support/documentedFigure';
import { bundleLambda } from '../support/lambdaBundle';
import { startTables } from './world';

/** Maximum bytes that a cold start of the authorizer reads, including the AWS SDK. */
const AUTHORIZER_MAX_BYTES = 335_000;

/**
 * The same for the functions on streams. Powertools takes 36,000 of them. Nobody waits for these
 * functions, and its lines say how late they are.
 */
const STREAM_MAX_BYTES = { countRanks: 275_000, publishCompletion: 63_000, renamePerson: 261_000 };

async function bundleOf(name: string) {
  const file = fileURLToPath(new URL(`../../functions/${name}.ts`, import.meta.url));
  const { outputFiles, metafile } = await bundleLambda(file, bundling);
  return { code: outputFiles[0]?.contents ?? new Uint8Array(), metafile };
}

describe('the bundle of the authorizer', () => {
  let tables: Awaited<ReturnType<typeof startTables>>;
  let folder: string;
  let bundle: Awaited<ReturnType<typeof bundleOf>>;
  beforeAll(async () => {
    tables = await startTables();
    folder = await mkdtemp(join(tmpdir(), 'akasha-bundle-'));
    bundle = await bundleOf('authorizer');
  });
  afterAll(async () => {
    await tables.stop();
    await rm(folder, { recursive: true });
  });

  it(`is smaller than ${AUTHORIZER_MAX_BYTES} bytes, including the AWS SDK`, () => {
    const packages = Object.keys(bundle.metafile.inputs);
    expect(packages.some((path) => path.includes('@aws-sdk/client-dynamodb'))).toBe(true);
    expect(bundle.code.length).toBeGreaterThan(100_000);
    expect(bundle.code.length).toBeLessThan(AUTHORIZER_MAX_BYTES);
  });

  it('is within 1% of the size in the docs', async () => {
    const documented = await documentedFigure('the authorizer, minified');
    expect(bundle.code.length).toBeGreaterThan(documented * 0.99);
    expect(bundle.code.length).toBeLessThan(documented * 1.01);
  });

  it('works without any other file', async () => {
    const file = join(folder, 'bundle.mjs');
    await writeFile(file, bundle.code);
    const { handler } = (await import(
      /* @vite-ignore */ pathToFileURL(file).href
    )) as typeof import('../../functions/authorizer');
    const { newSession } = await import('../../functions/lib/session');
    const { token, row } = newSession('7', 'a browser');
    await tables.documents.send(new PutCommand({ TableName: tableNames.Sessions, Item: row }));
    const ask = (authorizationToken: string) =>
      handler({ authorizationToken } as AppSyncAuthorizerEvent);
    expect(await ask(token)).toMatchObject({ isAuthorized: true });
    expect(await ask(`${token}x`)).toEqual({ isAuthorized: false, ttlOverride: 0 });
  });
});

describe('the bundles of the functions on streams', () => {
  it.each(Object.entries(STREAM_MAX_BYTES))('%s is smaller than %i bytes', async (name, max) => {
    const { code } = await bundleOf(name);
    expect(code.length).toBeGreaterThan(10_000);
    expect(code.length).toBeLessThan(max);
  });
});
