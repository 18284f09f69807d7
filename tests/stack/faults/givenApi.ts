import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createApi, type Api } from '../../../local/appsync/api';
import type { Caller } from '../../../local/appsync/auth';
import type { ErrorEntry } from '../../../local/appsync/errors';
import { tableNames } from '../../../local/config';
import { ATTEMPT_LIMITS, openDynamo, type AttemptLimits } from '../../../local/dynamo/client';
import { bundledResolvers, dataSources } from '../../../local/wiring';
import type { Operation } from './operations';
import type { Person } from './people';

/** Nobody waits long for a database that is known not to answer. */
const IMPATIENT: AttemptLimits = { silenceMs: 200, wholeMs: 400 };

const schema = readFile(new URL('../../../schema.graphql', import.meta.url), 'utf8');
const resolvers = bundledResolvers(tableNames);

export interface GivenApi {
  readonly api: Api;
  /** Gives calls the time that they have outside of tests: what works is not to fail on a busy machine. */
  bePatient(): void;
  close(): void;
}

/** The product's API, in this process, on a database. */
export async function givenApi(endpoint: string): Promise<GivenApi> {
  const limits = { ...IMPATIENT };
  const client = openDynamo(endpoint, limits);
  const api = createApi({
    schema: await schema,
    resolvers: await resolvers,
    sources: dataSources(client, randomBytes(32)),
    auth: { defaultMode: 'AWS_LAMBDA' },
  });
  return {
    api,
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

/** A part of the SDK's, which it does not export. */
interface NodeHttpHandler {
  updateHttpClientConfig(name: string, value: unknown): void;
}

/** What an operation answers to a person, as JSON. */
export async function ask(
  api: Api,
  { mode, query, variables }: Operation,
  person: Person,
): Promise<{ data: Record<string, unknown> | null; errors?: ErrorEntry[] }> {
  const { id: userId, tokenHash } = person;
  const identity = mode === 'AWS_LAMBDA' ? { resolverContext: { userId, tokenHash } } : null;
  const caller: Caller = { mode, identity, deniedFields: [] };
  const { result } = await api.execute(
    { query, variables: variables?.(person) ?? {} },
    { caller, headers: {} },
  );
  return JSON.parse(JSON.stringify(result)) as Awaited<ReturnType<typeof ask>>;
}
