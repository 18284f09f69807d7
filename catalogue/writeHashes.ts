import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseDocument, type Scalar } from 'yaml';
import { readLabScript } from './bundle';
import { carryOutAll } from './carryOut';
import { CARD, HASHES } from './fileNames';
import { readFiles, whyUnreadable } from './files';
import { digestOf, formatHashes } from './hashes';
import { parseCard } from './parseCard';
import { CatalogueError } from './read';
import type { Card } from './schema';
import { parseText } from './text';

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
  const { yaml, verification } = await readCard(dir, path);
  if (verification.kind === 'SELF_REPORTED') return [];

  const hashes = await carryOutAll(dir, verification.variants);
  const twice = hashes.findIndex((hash, variant) => hashes.indexOf(hash) < variant);
  if (twice !== -1) {
    const first = hashes.indexOf(hashes[twice]!);
    throw new CatalogueError([`${path}: variants ${first} and ${twice} have the same answer`]);
  }
  await writeFile(join(dir, CARD), replaceHash(yaml, verification.hash, hashes[0]!));
  const { files } = await readFiles(dir);
  const digest = digestOf(files, await readLabScript());
  await writeFile(join(dir, HASHES), formatHashes(hashes, digest));
  return hashes;
}

/** The text of exercise.yml, and the verification in it. */
async function readCard(
  dir: string,
  path: string,
): Promise<{ yaml: string; verification: Card['verification'] }> {
  const refuse = (faults: readonly string[]): never => {
    throw new CatalogueError(faults.map((fault) => `${path}/${CARD}: ${fault}`));
  };
  const bytes = await readFile(join(dir, CARD)).catch((error: unknown) =>
    refuse([whyUnreadable(error)]),
  );
  const { text, problems } = parseText(bytes);
  if (text === undefined) return refuse(problems);
  const { card, problems: faults } = parseCard(text);
  return card ? { yaml: text, verification: card.verification } : refuse(faults);
}

/** Replaces the value of `verification.hash`, and nothing else of exercise.yml. */
function replaceHash(yaml: string, from: string, to: string): string {
  const node = parseDocument(yaml).getIn(['verification', 'hash'], true) as Scalar;
  const [start, end] = node.range!;
  const value = yaml.slice(start, end);
  return `${yaml.slice(0, start)}${value.replace(from, to)}${yaml.slice(end)}`;
}
