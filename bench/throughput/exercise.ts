import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { LOCAL_CREDENTIALS, REGION, tableNames } from '../../local/config';
import { exerciseKey } from '../../model/exercise';
import { catalogue } from '../../tests/support/catalogue';
import { operation } from '../../tests/support/operation';

/**
 * The schema of the other servers: an exercise, without the fields that have their own resolver.
 */
export const schema = `
  enum Difficulty { BEGINNER INTERMEDIATE ADVANCED }
  type Exercise {
    id: ID!
    title: String!
    summary: String!
    difficulty: Difficulty!
    tags: [String!]!
    points: Int!
    estimatedMinutes: Int!
    prerequisites: [ID!]!
  }
  type Query { exercise(id: ID!): Exercise }
`;

export const QUERY = operation(`query ($id: ID!) {
  exercise(id: $id) {
    id title summary difficulty tags points estimatedMinutes prerequisites
  }
}`);

const [first] = catalogue;

/** The expected result of the query, on every server. */
export const exercise = {
  id: first!.id,
  title: first!.title,
  summary: first!.summary,
  difficulty: first!.difficulty,
  tags: first!.tags,
  points: first!.points,
  estimatedMinutes: first!.estimatedMinutes,
  prerequisites: first!.prerequisites,
};

/** Reads one exercise from the database, with as little overhead as the SDK allows. */
export function exerciseReader(endpoint: string) {
  const client = DynamoDBDocumentClient.from(
    new DynamoDBClient({ endpoint, region: REGION, credentials: LOCAL_CREDENTIALS }),
  );
  return async (id: string): Promise<unknown> => {
    const { Item } = await client.send(
      new GetCommand({ TableName: tableNames.Exercises, Key: exerciseKey(id) }),
    );
    return Item;
  };
}
