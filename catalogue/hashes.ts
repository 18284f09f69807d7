import { createHash } from 'node:crypto';
import { VERIFICATION_HASH_PATTERN } from '../model/exercise';
import { CARD, HASHES, INSTRUCTIONS } from './fileNames';
import type { ExerciseFile } from './files';

/** The answers of an exercise, one per variant. */
export interface Hashes {
  readonly hashes: readonly string[];
  /** Whether the files that decide the answers are those for which they were computed. */
  readonly isCurrent: boolean;
}

const HEADER = '# Written by `pnpm catalogue hashes`, for the files with this SHA-256:';
const headerPattern = new RegExp(`^${HEADER} [0-9a-f]{64}$`);
const hashPattern = new RegExp(VERIFICATION_HASH_PATTERN);

/** The text of `hashes.txt`. */
export const formatHashes = (hashes: readonly string[], digest: string): string =>
  `${HEADER} ${digest}\n${hashes.join('\n')}\n`;

/**
 * The answers in `hashes.txt`.
 * @param text undefined if there is no such file
 * @param card the answer and the number of variants in exercise.yml
 * @param digest digest of the present files, from `digestOf`
 */
export function parseHashes(
  text: string | undefined,
  card: { hash: string; variants: number },
  digest: string,
): { answers?: Hashes; problems: string[] } {
  if (text === undefined) {
    return card.variants === 1
      ? { answers: { hashes: [card.hash], isCurrent: false }, problems: [] }
      : { problems: ['is missing'] };
  }
  const [header = '', ...hashes] = text.trimEnd().split('\n');
  const isComplete =
    headerPattern.test(header) &&
    hashes.length === card.variants &&
    hashes.every((hash) => hashPattern.test(hash));
  if (!isComplete) return { problems: [`does not list the ${card.variants} variants`] };
  if (hashes[0] !== card.hash) {
    return { problems: [`begins with another hash than ${CARD}`] };
  }
  if (new Set(hashes).size < hashes.length) return { problems: ['lists a hash twice'] };
  return { answers: { hashes, isCurrent: header.endsWith(` ${digest}`) }, problems: [] };
}

/** Digest of everything that decides the answers of an exercise. */
export function digestOf(files: readonly ExerciseFile[], lab: Buffer): string {
  const deciding = files.filter(({ path }) => ![CARD, INSTRUCTIONS, HASHES].includes(path));
  const digest = createHash('sha256').update(sizeAndBytes('lab.sh', lab));
  for (const { path, bytes } of deciding) digest.update(sizeAndBytes(path, bytes));
  return digest.digest('hex');
}

const sizeAndBytes = (path: string, bytes: Buffer): Buffer =>
  Buffer.concat([Buffer.from(`${path}\0${bytes.length}\0`), bytes]);
