import { createHash } from 'node:crypto';
import { GetCommand, DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { publishCatalogue } from '../../../catalogue/publish';
import { CatalogueError, type Exercise } from '../../../catalogue/read';
import { tableNames } from '../../../local/config';
import { exerciseKey } from '../../../model/exercise';
import { catalogue, exerciseOf } from '../catalogue';
import { until } from './until';
import type { World } from './world';

/** The hashes of all variants of a version of an exercise. */
export const hashesOf = (exerciseId: string, version: number): readonly string[] => {
  const { hashes } = exerciseOf(exerciseId).answers;
  if (version === 1) return hashes;
  return hashes.map((hash) => createHash('sha256').update(`${version} ${hash}`).digest('hex'));
};

/** An exercise of the catalogue in another version, with other answers. */
const inVersion = (exercise: Exercise, version: number): Exercise => ({
  ...exercise,
  version,
  answers: { hashes: hashesOf(exercise.id, version), isCurrent: true },
});

/**
 * Publishes the next version of an exercise, as an operator does: again, if the database fails.
 * First tries to change the published version.
 *
 * @returns whether the published version could be changed
 */
export async function publishNextVersion({ client }: World, exerciseId: string): Promise<boolean> {
  const documents = DynamoDBDocumentClient.from(client);
  let wasThawed = false;
  const publish = async (changed: (exercise: Exercise) => Exercise): Promise<void> => {
    const present = await Promise.all(
      catalogue.map(async (exercise) => {
        const { Item } = await documents.send(
          new GetCommand({
            TableName: tableNames.Exercises,
            Key: exerciseKey(exercise.id),
            ConsistentRead: true,
          }),
        );
        return inVersion(exercise, Number(Item!['version']));
      }),
    );
    await publishCatalogue(
      client,
      tableNames,
      present.map((exercise) => (exercise.id === exerciseId ? changed(exercise) : exercise)),
      { mayRemove: () => false, mayThaw: false },
    );
  };
  await until('the next version is published', async () => {
    try {
      await publish((exercise) => ({ ...exercise, points: exercise.points + 1 })).then(
        () => (wasThawed = true),
        (error: unknown) => {
          if (!(error instanceof CatalogueError)) throw error;
        },
      );
      await publish((exercise) => inVersion(exercise, exercise.version + 1));
      return true;
    } catch {
      // The database is down, or somebody else has just published.
      return false;
    }
  });
  return wasThawed;
}
