import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { Readable } from 'node:stream';
import { gunzipSync } from 'node:zlib';
import { extract } from 'tar-stream';
import { expect, it } from 'vitest';
import { catalogue, openExercise, rightHash } from '../support/catalogue';
import { ask } from '../support/client';
import { givenStarted, personalAnswer, submit, trySubmit } from '../support/completion';
import { operation } from '../support/operation';
import { givenPerson } from '../support/people';
import { givenStack } from '../support/stack';

const { url } = await givenStack();

const sha256 = (data: string | Buffer) => createHash('sha256').update(data).digest('hex');

/** The contents of every file that a learner can download for an exercise. */
async function readableFiles(token: string, id: string): Promise<Buffer[]> {
  const { exercise } = await ask(
    url,
    { token },
    operation(`query ($id: ID!) {
      exercise(id: $id) { instructions bundle { url sha256 bytes } }
    }`),
    { id },
  );
  const { bundle, instructions } = exercise!;
  const response = await fetch(bundle!.url);
  const archive = Buffer.from(await response.arrayBuffer());
  expect(archive.length).toBe(bundle!.bytes);
  expect(sha256(archive)).toBe(bundle!.sha256);
  const unpacking = extract();
  Readable.from(gunzipSync(archive)).pipe(unpacking);
  const files: Buffer[] = [];
  for await (const entry of unpacking) files.push(await buffer(entry));
  return [archive, Buffer.from(instructions!), ...files];
}

/** Everything in the files that could be an answer, or that one could be derived from. */
function candidates(files: readonly Buffer[]): string[] {
  const digits = files.flatMap((file) => file.toString('latin1').match(/\b[0-9a-f]{64}\b/gi) ?? []);
  return [...new Set([...digits.map((each) => each.toLowerCase()), ...files.map(sha256)])];
}

it('whoever reads every file that learners receive, and submits what is in it, earns nothing', async () => {
  const { token } = await givenPerson('copier');
  for (const { id, prerequisites, points } of catalogue) {
    if (points === 0 || prerequisites.length > 0) continue;
    const { challenge } = await givenStarted(url, token, id);
    const found = candidates(await readableFiles(token, id));
    const guesses = found.flatMap((hash) => [hash, sha256(`${hash}:${challenge}`)]);
    for (const hash of guesses.slice(0, 10)) {
      const { data } = await trySubmit(url, token, id, hash);
      expect(data).toMatchObject({ recordCompletion: { outcome: 'REJECTED' } });
    }
    // The rate limit ends the attempt, and none of the rest is right either.
    const { answers } = catalogue.find((each) => each.id === id)!;
    expect(guesses.filter((hash) => answers.hashes.includes(hash))).toEqual([]);
  }
  const { viewer } = await ask(url, { token }, operation(`{ viewer { points completedCount } }`));
  expect(viewer).toEqual({ points: 0, completedCount: 0 });
});

it('the hash of one person is of no use to another', async () => {
  const [ada, ben] = [await givenPerson('copied-ada'), await givenPerson('copied-ben')];
  const { id } = openExercise;
  const work = rightHash(openExercise);
  const hash = await personalAnswer(url, ada.token, id, work);
  await givenStarted(url, ben.token, id);
  expect((await trySubmit(url, ben.token, id, hash)).data).toMatchObject({
    recordCompletion: { outcome: 'REJECTED' },
  });
  expect((await submit(url, ada.token, id, work)).outcome).toBe('COMPLETED');
  expect((await trySubmit(url, ben.token, id, hash)).data).toMatchObject({
    recordCompletion: { outcome: 'REJECTED' },
  });
  expect((await submit(url, ben.token, id, work)).outcome).toBe('COMPLETED');
});
