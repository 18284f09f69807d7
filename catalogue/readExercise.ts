import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BUNDLE_BYTES_MAX, buildBundle, findSpoilers, type Bundle } from './bundle';
import { CARD, HASHES, INSTRUCTIONS, SOLVE, VERIFY } from './fileNames';
import { readFiles, whyUnreadable, type ExerciseFile } from './files';
import { digestOf, parseHashes, type Hashes } from './hashes';
import { parseCard } from './parseCard';
import { INSTRUCTIONS_BYTES_MAX, type Card } from './schema';
import { parseText } from './text';

/** An exercise as the platform sees it. */
export type Exercise = Card & {
  /** The text of instructions.md. */
  readonly instructions: string;
  /** The archive for learners. */
  readonly bundle: Bundle;
  /** None if the exercise is self-reported. */
  readonly answers: Hashes;
};

/** What could be read of an exercise. */
export interface Reading {
  /** The exercise's folder, as shown in messages. */
  readonly path: string;
  /** One line per problem, starting with its file. */
  readonly problems: readonly string[];
  /** Undefined if it has problems of its own. */
  readonly card?: Card | undefined;
  /** Undefined if there are any problems. */
  readonly exercise?: Exercise;
}

/**
 * Reads an exercise from its folder, and builds its bundle.
 * @param path the folder as shown in messages
 * @param lab contents of `lab.sh`
 */
export async function readExercise(dir: string, path: string, lab: Buffer): Promise<Reading> {
  const problems: string[] = [];
  const blame = (file: string, faults: readonly string[]): void => {
    problems.push(...faults.map((fault) => `${path}/${file}: ${fault}`));
  };
  const read = async (file: string): Promise<string | undefined> => {
    try {
      const parsed = parseText(await readFile(join(dir, file)));
      blame(file, parsed.problems);
      return parsed.text;
    } catch (error) {
      blame(file, [whyUnreadable(error)]);
      return undefined;
    }
  };

  const yaml = await read(CARD);
  const { card, problems: cardProblems } = yaml === undefined ? { problems: [] } : parseCard(yaml);
  blame(CARD, cardProblems);
  const instructions = await read(INSTRUCTIONS);
  if (instructions?.trim() === '') blame(INSTRUCTIONS, ['is empty']);
  const bytes = Buffer.byteLength(instructions ?? '');
  if (bytes > INSTRUCTIONS_BYTES_MAX) {
    blame(INSTRUCTIONS, [`has ${bytes} bytes; the maximum is ${INSTRUCTIONS_BYTES_MAX}`]);
  }
  for (const script of [VERIFY, SOLVE]) {
    if ((await read(script)) === '') blame(script, ['is empty']);
  }
  if (!card || problems.length > 0) return { path, problems, card };

  const { files, faults: fileFaults } = await readFiles(dir);
  for (const { file, fault } of fileFaults) blame(file, [fault]);
  for (const file of files.filter(isOtherScript)) blame(file.path, parseText(file.bytes).problems);
  const { answers = noAnswers, problems: faults } = answersOf(card, files, lab);
  blame(
    HASHES,
    faults.map((fault) => `${fault}; run: pnpm catalogue hashes ${card.id}`),
  );
  for (const { file, fault } of findSpoilers(files, answers.hashes)) blame(file, [fault]);
  const bundle = await buildBundle(card.id, files, lab);
  const size = bundle.archive.length;
  if (size > BUNDLE_BYTES_MAX) {
    problems.push(`${path}: has ${size} bytes when compressed; the maximum is ${BUNDLE_BYTES_MAX}`);
  }
  if (problems.length > 0) return { path, problems, card };
  return {
    path,
    problems,
    card,
    exercise: { ...card, instructions: instructions!, bundle, answers },
  };
}

const isOtherScript = ({ path }: ExerciseFile): boolean =>
  path.endsWith('.sh') && path !== VERIFY && path !== SOLVE;

const noAnswers: Hashes = { hashes: [], isCurrent: true };

function answersOf({ verification }: Card, files: readonly ExerciseFile[], lab: Buffer) {
  if (verification.kind === 'SELF_REPORTED') return { answers: noAnswers, problems: [] };
  const text = files.find(({ path }) => path === HASHES)?.bytes.toString();
  return parseHashes(text, verification, digestOf(files, lab));
}
