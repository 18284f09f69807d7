import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { AsyncLocalStorage } from 'node:async_hooks';
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createApi, type Caller, type ErrorEntry } from 'local-appsync';
import { GetCommand, DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { newChallenge } from '../../../functions/lib/challenge';
import { answersKey, type AnswersItem } from '../../../model/answers';
import type { Challenge, ChallengeRequest } from '../../../model/challenge';
import { tableNames } from '../../../local/config';
import { ATTEMPT_LIMITS, openDynamo, type AttemptLimits } from '../../../local/database/client';
import { bundledResolvers, dataSources } from '../../../local/wiring';
import type { Operation } from './operations';
import type { Person } from './people';

export interface Answer {
  readonly data: Record<string, unknown> | null;
  readonly errors?: readonly ErrorEntry[];
}

/** The product's API on one database. */
export interface ProductApi {
  ask(operation: Operation, person: Person): Promise<Answer>;
  /**
   * Applies the stack's own time limits, so that calls that should succeed do not fail on a busy
   * machine.
   */
  bePatient(): void;
  close(): void;
}

/** Time limits for a database that is known not to respond. */
const IMPATIENT: AttemptLimits = { silenceMs: 200, wholeMs: 400 };

/** All tests share one API: loading its code takes longer than most of them. */
const clients = new AsyncLocalStorage<DynamoDBClient>();
const api = load();

async function load() {
  const [schema, resolvers] = await Promise.all([
    readFile(new URL('../../../schema.graphql', import.meta.url), 'utf8'),
    bundledResolvers({
      tableNames,
      bundlesUrl: 'http://localhost:4000/bundles',
      pageKey: '[1,2]',
    }),
  ]);
  const send: DynamoDBClient['send'] = (...args: [never]) => clients.getStore()!.send(...args);
  const client = { send } as DynamoDBClient;
  return createApi({
    schema,
    resolvers,
    sources: await dataSources(client, randomBytes(32), async () => issueChallenge),
    auth: { defaultMode: 'AWS_LAMBDA' },
  });
}

/** The function `IssueChallenge`, which here reads through the client of the running test. */
async function issueChallenge(payload: unknown): Promise<Challenge> {
  const request = payload as ChallengeRequest;
  const { Item } = await DynamoDBDocumentClient.from(clients.getStore()!).send(
    new GetCommand({ TableName: tableNames.Answers, Key: answersKey(request.exerciseId) }),
  );
  return newChallenge(Item as AnswersItem, request);
}

/** The API in this process, on the database at an endpoint. */
export function givenProductApi(endpoint: string): ProductApi {
  const limits = { ...IMPATIENT };
  const client = openDynamo(endpoint, limits);
  return {
    async ask({ mode, query, variables }, person) {
      const { execute } = await api;
      const { id: userId, tokenHash } = person;
      const identity = mode === 'AWS_LAMBDA' ? { resolverContext: { userId, tokenHash } } : null;
      const caller: Caller = { mode, identity, deniedFields: [] };
      const { result } = await clients.run(client, () =>
        execute({ query, variables: variables?.(person) ?? {} }, { caller, headers: {} }),
      );
      return JSON.parse(JSON.stringify(result)) as Answer;
    },
    bePatient() {
      Object.assign(limits, ATTEMPT_LIMITS);
      const handler = client.config.requestHandler as NodeHttpHandler;
      for (const name of ['connectionTimeout', 'requestTimeout', 'socketTimeout']) {
        handler.updateHttpClientConfig(name, ATTEMPT_LIMITS.silenceMs);
      }
    },
    close: () => client.destroy(),
  };
}

/** Part of the SDK's handler, which it does not export. */
interface NodeHttpHandler {
  updateHttpClientConfig(name: string, value: unknown): void;
}
