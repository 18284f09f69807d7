import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { carryOutAll } from './carryOut';
import { HASHES } from './fileNames';
import { CatalogueError, type Exercise } from './read';

/**
 * Carries out the solution of every exercise whose files have changed since its answers were
 * computed, in every variant, and compares the answers.
 *
 * @param dir folder of the catalogue
 * @throws CatalogueError if a solution fails, or an answer differs
 */
export async function settleAnswers(dir: string, exercises: readonly Exercise[]): Promise<void> {
  const problems: string[] = [];
  for (const { id, answers } of exercises.filter(isUnsettled)) {
    try {
      const computed = await carryOutAll(join(dir, id), answers.hashes.length);
      if (isDeepStrictEqual(computed, answers.hashes)) continue;
      problems.push(
        `exercises/${id}/${HASHES}: has other answers than the solution; run: pnpm catalogue hashes ${id}`,
      );
    } catch (error) {
      if (!(error instanceof CatalogueError)) throw error;
      problems.push(...error.problems);
    }
  }
  if (problems.length > 0) throw new CatalogueError(problems);
}

const isUnsettled = ({ answers }: Exercise): boolean => !answers.isCurrent;
