import { once } from 'node:events';
import { renameSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { describe, expect, it, onTestFinished } from 'vitest';
import { resolverFile, stepFile } from '../../resolvers/bundle';
import { manifest, steps, type ResolvedField, type StepName } from '../../resolvers/manifest';
import { givenFolder } from '../support/folder';
import { run } from '../support/process';

const repository = fileURLToPath(new URL('../..', import.meta.url));

/** The files that esbuild bundles. `sst dev` watches those of the program in `sst.config.ts`. */
async function inputsOf(entryPoints: readonly string[]): Promise<string[]> {
  const { metafile } = await build({
    entryPoints: [...entryPoints],
    absWorkingDir: repository,
    bundle: true,
    write: false,
    outdir: '.',
    metafile: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
  });
  return Object.keys(metafile.inputs);
}

/** A server in place of `sst dev`. */
async function givenSstDev() {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    response.end();
    server.emit('asked');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, requests, asked: () => once(server, 'asked') };
}

describe('sst dev redeploys', () => {
  it('when a resolver, a step, or shared code is saved', async () => {
    const resolvers = [
      ...(Object.keys(manifest) as ResolvedField[]).map(resolverFile),
      ...(Object.keys(steps) as StepName[]).map(stepFile),
    ].map((file) => `resolvers/${file}`);
    const [deployed, watched] = await Promise.all([
      inputsOf(resolvers),
      inputsOf(['sst.config.ts']),
    ]);
    expect(deployed).toEqual(expect.arrayContaining([...resolvers, 'model/progress.ts']));
    expect(deployed.filter((file) => !watched.includes(file))).toEqual([]);
    expect(watched).toEqual(
      expect.arrayContaining(['resolvers/manifest.ts', 'model/tables.ts', 'infra/functions.ts']),
    );
  });

  it('when the schema is saved, whether it is overwritten or replaced', async () => {
    const folder = givenFolder();
    const schema = join(folder, 'schema.graphql');
    const other = join(folder, 'other.graphql');
    writeFileSync(schema, 'type Query { a: Int }');
    const sst = await givenSstDev();
    const command = run('infra/platform/deployOnSave.ts', [schema], {
      env: { SST_SERVER: sst.url },
    });
    await command.until(/^Deploys when .* is saved\.$/m);

    writeFileSync(other, 'type Query { c: Int }');
    const written = sst.asked();
    writeFileSync(schema, 'type Query { b: Int }');
    await written;

    const replaced = sst.asked();
    renameSync(other, schema);
    await replaced;
    expect(sst.requests).toEqual(['POST /api/deploy', 'POST /api/deploy']);
  });

  it('with a command that fails with an error when sst dev is not running', async () => {
    const command = run('infra/platform/deployOnSave.ts', ['schema.graphql'], {
      env: { SST_SERVER: undefined },
    });
    expect(await command.ended).toBe(1);
    expect(command.stderr()).toBe('Run this command in sst dev, with a file name.\n');
  });
});
