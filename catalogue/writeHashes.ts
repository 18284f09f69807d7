import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readLabScript } from './bundle';
import { carryOutAll } from './carryOut';
import { CARD, HASHES } from './fileNames';
import { readFiles } from './files';
import { digestOf, formatHashes } from './hashes';
import { parseCard } from './parseCard';
import { CatalogueError } from './read';
import { whyUnreadable } from './readExercise';

/**
 * Carries out the solution of an exercise in every variant, and writes the answers into its files:
 * the first one into `exercise.yml`, and all of them into `hashes.txt`.
 *
 * @param dir folder of the exercise
 * @param path the folder as shown in messages
 * @returns the answers. Empty if the exercise is self-reported
 * @throws CatalogueError if the card has problems, or if a solution fails
 */
export async function writeHashes(dir: string, path: string): Promise<string[]> {
  const yaml = await readFile(join(dir, CARD), 'utf8').catch((error: unknown) => {
    throw new CatalogueError([`${path}/${CARD}: ${whyUnreadable(error)}`]);
  });
  const { card, problems } = parseCard(yaml);
  if (!card) throw new CatalogueError(problems.map((problem) => `${path}/${CARD}: ${problem}`));
  const { verification } = card;
  if (verification.kind === 'SELF_REPORTED') return [];

  const hashes = await carryOutAll(dir, verification.variants);
  const twice = hashes.findIndex((hash, variant) => hashes.indexOf(hash) < variant);
  if (twice !== -1) {
    const first = hashes.indexOf(hashes[twice]!);
    throw new CatalogueError([`${path}: variants ${first} and ${twice} have the same answer`]);
  }
  await writeFile(join(dir, CARD), yaml.replace(verification.hash, hashes[0]!));
  const { files } = await readFiles(dir);
  const digest = digestOf(files, await readLabScript());
  await writeFile(join(dir, HASHES), formatHashes(hashes, digest));
  return hashes;
}
