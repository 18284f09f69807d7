import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { answersKey, type AnswersItem } from '../model/answers';
import type { Challenge, ChallengeRequest } from '../model/challenge';
import { newChallenge } from './lib/challenge';
import { config } from './lib/config';
import { deadlineIn } from './lib/deadline';
import { dynamo } from './lib/dynamo';

/** Time limit for the table, in milliseconds. Lambda ends the function after five seconds. */
const DEADLINE_MS = 4_000;

/**
 * Issues a challenge to a person who starts an exercise. A source of the GraphQL API. It stores
 * nothing: each invocation issues another challenge, and the caller stores at most one.
 *
 * @throws Error if the exercise has no answers
 */
export async function handler(request: ChallengeRequest): Promise<Challenge> {
  const { Item } = await dynamo.send(
    new GetCommand({ TableName: config.Answers.name, Key: answersKey(request.exerciseId) }),
    { abortSignal: deadlineIn(DEADLINE_MS) },
  );
  if (!Item) throw new Error(`The exercise ${request.exerciseId} has no answers.`);
  return newChallenge(Item as AnswersItem, request);
}
