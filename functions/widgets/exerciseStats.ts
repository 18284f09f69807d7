import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { solver, solversIndex, type SolverItem } from '../../model/progress';
import { INDEX } from '../../model/tables';
import { config } from '../lib/config';
import { dynamo } from '../lib/dynamo';
import { exerciseIdOf, readCounters } from '../lib/exerciseCounters';
import { jsonContent, widgetHandler } from '../lib/widgets';

/**
 * `GET /v1/exercises/{id}/stats.json`: an exercise's counters and first solver, as in
 * `Exercise.stats`.
 *
 * Returns `{ exerciseId, completions, attempts, firstSolver: { username, avatarUrl, completedAt } |
 * null }`.
 */
export const handler = widgetHandler(async ({ pathParameters }, deadline) => {
  const id = exerciseIdOf(pathParameters);
  const [{ exerciseId, completions, attempts }, firstSolver] = await Promise.all([
    readCounters(id, deadline),
    readFirstSolver(id, deadline),
  ]);
  return jsonContent({ exerciseId, completions, attempts, firstSolver });
});

async function readFirstSolver(exerciseId: string, deadline: AbortSignal) {
  const { Items = [] } = await dynamo.send(
    new QueryCommand({
      TableName: config.Progress.name,
      IndexName: INDEX,
      KeyConditionExpression: 'gsi1pk = :pk',
      ExpressionAttributeValues: { ':pk': solversIndex(exerciseId, '').gsi1pk },
      Limit: 1,
    }),
    { abortSignal: deadline },
  );
  const [first] = Items as SolverItem[];
  return first ? solver(first) : null;
}
