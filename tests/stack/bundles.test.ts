import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { catalogue, openExercise } from '../support/catalogue';
import { ask } from '../support/client';
import { givenStarted, trySubmit } from '../support/completion';
import { givenFolder } from '../support/folder';
import { operation } from '../support/operation';
import { givenPerson } from '../support/people';
import { givenStack } from '../support/stack';

const { url, apiKey } = await givenStack();

async function bundleOf(id: string) {
  const { exercise } = await ask(
    url,
    { apiKey },
    operation(`query ($id: ID!) { exercise(id: $id) { bundle { url sha256 bytes } } }`),
    { id },
  );
  return exercise!.bundle!;
}

const bytesOf = async (address: string): Promise<Buffer> =>
  Buffer.from(await (await fetch(address)).arrayBuffer());

it.each(catalogue.map(({ id }) => id))('serves the bundle of %s', async (id) => {
  const { url: address, sha256, bytes } = await bundleOf(id);
  expect(address).toBe(`${url}/bundles/${sha256}.tar.gz`);
  const archive = await bytesOf(address);
  expect(createHash('sha256').update(archive).digest('hex')).toBe(sha256);
  expect(archive).toHaveLength(bytes);
});

const { url: address, sha256, bytes } = await bundleOf(openExercise.id);

it.each(['GET', 'HEAD'])('answers %s with headers for caches that keep it', async (method) => {
  const { status, headers } = await fetch(address, { method });
  expect(status).toBe(200);
  expect(Object.fromEntries(headers)).toMatchObject({
    'content-type': 'application/gzip',
    'content-length': String(bytes),
    'cache-control': 'public, max-age=31536000, immutable',
    etag: `"${sha256}"`,
  });
  expect(headers.has('content-encoding')).toBe(false);
});

it('answers HEAD without the archive', async () => {
  const response = await fetch(address, { method: 'HEAD' });
  expect(await response.text()).toBe('');
});

it.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('allows no %s', async (method) => {
  const response = await fetch(address, { method });
  expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
});

it.each([
  ['another hash', `/bundles/${'0'.repeat(64)}.tar.gz`],
  ['capital letters', `/bundles/${sha256.toUpperCase()}.tar.gz`],
  ['no ending', `/bundles/${sha256}`],
  ['another ending', `/bundles/${sha256}.tar`],
  ['a folder', `/bundles/x/${sha256}.tar.gz`],
  ['the id of an exercise', `/bundles/${openExercise.id}.tar.gz`],
  ['the folder itself', '/bundles/'],
  ['a file of the product', '/bundles/%2e%2e%2fpackage.json'],
])('finds nothing at %s', async (_, path) => {
  for (const method of ['GET', 'HEAD', 'POST']) {
    expect((await fetch(url + path, { method })).status).toBe(404);
  }
});

it('has all that a learner needs, and the answer that its scripts print is accepted', async () => {
  const { token } = await givenPerson('learner');
  const folder = givenFolder();
  const work = join(folder, 'work');
  mkdirSync(work);
  const { variant, challenge } = await givenStarted(url, token, openExercise.id);
  execFileSync('tar', ['-xz', '-C', folder], { input: await bytesOf(address) });
  writeFileSync(join(folder, 'variant'), `${variant}\n`);
  writeFileSync(join(folder, 'challenge'), `${challenge}\n`);

  const lab = join(folder, 'exercises', openExercise.id);
  expect(readFileSync(join(lab, 'instructions.md'), 'utf8')).toBe(openExercise.instructions);
  execFileSync('bash', [join(lab, 'setup.sh'), work]);
  solve(work, variant!);
  const hash = String(execFileSync('bash', [join(lab, 'verify.sh'), work])).trim();
  const { data, errors } = await trySubmit(url, token, openExercise.id, hash);
  expect(errors).toBeUndefined();
  expect(data).toMatchObject({ recordCompletion: { outcome: 'COMPLETED' } });
});

/** Carries out the solution of the repository, which is not in the bundle. */
function solve(work: string, variant: number): void {
  const script = `../../exercises/${openExercise.id}/solution/solve.sh`;
  execFileSync('bash', [fileURLToPath(new URL(script, import.meta.url)), work], {
    env: { ...process.env, LAB_VARIANT: String(variant) },
  });
}
