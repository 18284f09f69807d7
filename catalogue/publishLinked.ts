import { fileURLToPath } from 'node:url';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { Resource } from 'sst';
import { CompletedExercisesError, publishCatalogue, type Publication } from './publish';
import { CatalogueError, readCatalogue } from './read';

/** The resources that infra links to commands that run in `sst shell`. */
const { Exercises } = Resource as unknown as { readonly Exercises: { readonly name: string } };

/** Publishes to the linked table. The arguments are completed exercises that may be removed. */
async function main(removable: readonly string[]): Promise<void> {
  const exercises = await readCatalogue(fileURLToPath(new URL('../exercises', import.meta.url)));
  const publication = await publishCatalogue(
    new DynamoDBClient(),
    Exercises.name,
    exercises,
    (id) => removable.includes(id),
  );
  console.log(report(publication));
}

function report({ added, changed, removed, unchanged }: Publication): string {
  const lines = Object.entries({ Added: added, Changed: changed, Removed: removed })
    .filter(([, ids]) => ids.length > 0)
    .map(([what, ids]) => `${what}: ${ids.join(', ')}`);
  return [...lines, `Unchanged: ${unchanged.length}`].join('\n');
}

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
