import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { endWith, readArguments } from '../commandLine/readArguments';
import { runSst } from '../infra/platform/sst';
import { EXERCISE_ID_PATTERN, EXERCISE_ID_RULE } from '../model/exercise';
import { newExercise } from './newExercise';
import { CatalogueError, readCatalogue } from './read';
import { exitOnSignals } from './runBash';
import { writeHashes } from './writeHashes';

const USAGE =
  'Usage: pnpm catalogue new <id> | hashes [<id>] | check [<id>] | publish --stage <stage> [--remove <id>]...';

const exercises = fileURLToPath(new URL('../exercises', import.meta.url));

/**
 * `pnpm catalogue` is for authors of exercises: it creates an exercise, computes its answers, checks
 * it, and publishes all of them to a stage.
 */
async function main(): Promise<number> {
  const { values, positionals } = readArguments({
    usage: USAGE,
    positionals: [1, 2],
    options: { stage: { type: 'string' }, remove: { type: 'string', multiple: true } },
  });
  const { stage, remove = [] } = values;
  const [command, id] = positionals;
  if (command === 'publish') {
    return stage === undefined || id !== undefined ? endWith(USAGE) : publish(stage, remove);
  }
  if (stage !== undefined || remove.length > 0) return endWith(USAGE);
  if (id !== undefined && !new RegExp(EXERCISE_ID_PATTERN).test(id)) {
    throw new CatalogueError([EXERCISE_ID_RULE]);
  }
  if (command === 'new' && id !== undefined) {
    await newExercise(exercises, id);
    console.log(
      `Created exercises/${id}. Change its files, then run:\n` +
        `  npx pnpm catalogue hashes ${id}\n` +
        `  npx pnpm catalogue check ${id}`,
    );
    return 0;
  }
  if (command === 'hashes') return computeHashes(id);
  if (command === 'check') {
    const { check } = await import('./check/command');
    return check(id);
  }
  return endWith(USAGE);
}

/** Publishes with the names and credentials that `sst shell` provides. */
const publish = (stage: string, remove: readonly string[]): number =>
  runSst(stage, ['shell', 'node', 'scripts/launch.mjs', 'catalogue/publishLinked.ts', ...remove])
    .status;

/** Computes the answers of one exercise, or of those whose files have changed. */
async function computeHashes(id: string | undefined): Promise<number> {
  const ids = id === undefined ? await outdated() : [id];
  for (const each of ids) {
    const { length } = await writeHashes(join(exercises, each), `exercises/${each}`);
    console.log(
      `${each}: ${length === 0 ? 'self-reported, has no answers' : `answers of ${length} variants`}`,
    );
  }
  if (ids.length === 0) console.log('All answers are up to date.');
  return 0;
}

const outdated = async (): Promise<string[]> =>
  (await readCatalogue(exercises)).filter(({ answers }) => !answers.isCurrent).map(({ id }) => id);

exitOnSignals();
try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof CatalogueError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
