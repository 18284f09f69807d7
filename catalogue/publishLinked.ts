import { fileURLToPath } from 'node:url';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { Resource } from 'sst';
import { CompletedExercisesError, publishCatalogue, type Publication } from './publish';
import { CatalogueError, readCatalogue } from './read';
import { exitOnSignals } from './runBash';
import { settleAnswers } from './settleAnswers';
import { uploadBundles } from './upload';

/** The resources that infra links to commands that run in `sst shell`. */
const { Exercises, Answers, Bundles } = Resource as unknown as Readonly<
  Record<'Exercises' | 'Answers' | 'Bundles', { readonly name: string }>
>;

/**
 * Publishes to the linked tables and bucket. The arguments are completed exercises that may be
 * removed.
 */
async function main(removable: readonly string[]): Promise<void> {
  const dir = fileURLToPath(new URL('../exercises', import.meta.url));
  const exercises = await readCatalogue(dir);
  await settleAnswers(dir, exercises);
  // Before the cards, which contain the addresses.
  await uploadBundles(
    new S3Client(),
    Bundles.name,
    exercises.map(({ bundle }) => bundle),
  );
  const publication = await publishCatalogue(
    new DynamoDBClient(),
    { Exercises: Exercises.name, Answers: Answers.name },
    exercises,
    { mayRemove: (id) => removable.includes(id), mayThaw: false },
  );
  console.log(report(publication));
}

function report({ added, changed, removed, unchanged }: Publication): string {
  const lines = Object.entries({ Added: added, Changed: changed, Removed: removed })
    .filter(([, ids]) => ids.length > 0)
    .map(([what, ids]) => `${what}: ${ids.join(', ')}`);
  return [...lines, `Unchanged: ${unchanged.length}`].join('\n');
}

exitOnSignals();
try {
  await main(process.argv.slice(2));
} catch (error) {
  if (error instanceof CompletedExercisesError) {
    console.error(
      `${error.message}\nNothing was published. To remove an exercise anyway, use --remove <id>.`,
    );
  } else if (error instanceof CatalogueError) {
    console.error(error.message);
  } else {
    throw error;
  }
  process.exitCode = 1;
}
