import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { BatchWriteCommand, DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createApi, type ErrorEntry } from 'local-appsync';
import { publishCatalogue } from '../../catalogue/publish';
import type { Exercise } from '../../catalogue/read';
import { LOCAL_CREDENTIALS, REGION, tableNames } from '../../local/config';
import { startEmbedded } from '../../local/database/embedded';
import { createTables } from '../../local/database/tables';
import { linkResources } from '../../local/resources';
import { lambdas } from '../../functions/manifest';
import { startStreams } from '../../local/streams/start';
import { bundledResolvers, dataSources } from '../../local/wiring';
import { userKey, type UserItem } from '../../model/user';
import type { LeaderboardPeriod } from '../../resolvers/schema.types';
import { givenExercise, GIVEN_HASH } from './givenExercise';
import { startFaultProxy, type FaultRates } from './faultProxy';
import { operation } from './operation';
import type { Operation } from '../../model/operation';
import { everyPage } from './pages';

export interface Person {
  readonly id: string;
  readonly username: string;
}

export type World = Awaited<ReturnType<typeof startWorld>>;

export const RIGHT = GIVEN_HASH;
export const WRONG = 'b'.repeat(64);
const USERS_AT_ONCE = 25;

/** The API returned an error. */
export class Refusal extends Error {
  readonly type: string;

  constructor(error: ErrorEntry, query: string) {
    super(`${JSON.stringify(error)} for ${query}`);
    this.type = 'errorType' in error ? String(error.errorType) : '';
  }
}

interface Entry {
  readonly rank: number;
  readonly username: string;
  readonly points: number;
  readonly completions: number;
}

/**
 * The API in this process, with its database behind a fault proxy, and the function that counts
 * ranks.
 */
export async function startWorld(faults: FaultRates, seed: number, exerciseCount: number) {
  const database = await startEmbedded();
  const proxy = await startFaultProxy(database.endpoint, faults, seed);
  linkResources({
    url: 'http://localhost:4000',
    frontendUrl: 'http://localhost:4321',
    dynamoEndpoint: proxy.endpoint,
    jwtSecret: 'a secret for tests that is long enough',
  });
  const settings = { region: REGION, credentials: LOCAL_CREDENTIALS };
  const client = new DynamoDBClient({ ...settings, endpoint: database.endpoint });
  // No retries in the SDK, so that resolvers see every throttled call.
  const faulty = new DynamoDBClient({ ...settings, endpoint: proxy.endpoint, maxAttempts: 1 });
  await createTables(client, tableNames);
  const exercises = catalogueOf(exerciseCount);
  await publishCatalogue(client, tableNames, exercises, { mayRemove: () => true, mayThaw: true });
  const [schema, resolvers, countRanks] = await Promise.all([
    readFile(new URL('../../schema.graphql', import.meta.url), 'utf8'),
    bundledResolvers({
      tableNames,
      bundlesUrl: 'http://localhost:4000/bundles',
      pageKey: '[1,2]',
    }),
    // Imported only after its resources are linked.
    import('../../functions/countRanks'),
  ]);
  const api = createApi({
    schema,
    resolvers,
    // Imported only after its resources are linked.
    sources: await dataSources(faulty, randomBytes(32), async (lambda) => {
      const { sourceHandler } = await import('../../local/lambdas');
      return sourceHandler(lambda);
    }),
    auth: { defaultMode: 'AWS_LAMBDA' },
  });
  const streams = startStreams({
    client,
    dynamoEndpoint: database.endpoint,
    consumers: async () => [
      {
        name: 'CountRanks',
        tableName: tableNames.Progress,
        handler: countRanks.handler,
        filters: lambdas.CountRanks.invokedBy.filter,
      },
    ],
  });

  /** @throws Refusal when the result has an error */
  async function ask<Data, Variables extends Record<string, unknown>>(
    person: Person,
    query: Operation<Data, Variables>,
    variables: Variables,
  ): Promise<Data> {
    const resolverContext = { userId: person.id, tokenHash: 'a'.repeat(64) };
    const { result } = await api.execute(
      { query, variables },
      {
        caller: { mode: 'AWS_LAMBDA', identity: { resolverContext }, deniedFields: [] },
        headers: {},
      },
    );
    const [error] = result.errors ?? [];
    if (error) throw new Refusal(error, query);
    return result.data as Data;
  }

  return {
    client,
    exercises,
    streams,
    injected: proxy.injected,
    setFaults: proxy.setFaults,
    ask,

    async signUp(count: number): Promise<Person[]> {
      const people = Array.from({ length: count }, (_, i) => ({
        id: String(1_000 + i),
        username: `person-${i}`,
      }));
      const documents = DynamoDBDocumentClient.from(client);
      for (let from = 0; from < count; from += USERS_AT_ONCE) {
        const requests = people.slice(from, from + USERS_AT_ONCE).map(({ id, username }) => ({
          PutRequest: {
            Item: { ...userKey(id), ...profileOf(username) },
          },
        }));
        await documents.send(
          new BatchWriteCommand({ RequestItems: { [tableNames.Users]: requests } }),
        );
      }
      return people;
    },

    async leaderboard(period: LeaderboardPeriod): Promise<Entry[]> {
      const pages = await everyPage(async (nextToken) => {
        const { leaderboard } = await ask(
          { id: '1', username: 'anybody' },
          operation(`query ($period: LeaderboardPeriod!, $nextToken: String) {
            leaderboard(period: $period, limit: 100, nextToken: $nextToken) {
              items { rank username points completions } nextToken
            }
          }`),
          { period, nextToken },
        );
        return leaderboard!;
      });
      return pages.flatMap(({ items }) => items);
    },

    async stop() {
      await streams.stop();
      client.destroy();
      faulty.destroy();
      await proxy.close();
      await database.stop();
    },
  };
}

/** A profile in the form that the sign-in writes. */
function profileOf(username: string): UserItem {
  const now = new Date().toISOString();
  const avatarUrl = `https://example.com/${username}.png`;
  return { username, avatarUrl, createdAt: now, lastLoginAt: now };
}

/** Every fifth exercise is self-reported and earns no points. Some others have equal points. */
const catalogueOf = (count: number): Exercise[] =>
  Array.from({ length: count }, (_, i): Exercise => {
    const isJudged = i % 5 !== 4;
    return givenExercise({
      id: `exercise-${String(i).padStart(2, '0')}`,
      points: isJudged ? 10 * (1 + (i % 3)) : 0,
      position: i,
      ...(!isJudged && { verification: { kind: 'SELF_REPORTED' } }),
    });
  });
