import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createApi, SchemaError, type Api } from 'local-appsync';
import { publishCatalogue } from '../catalogue/publish';
import { readCatalogue } from '../catalogue/read';
import { TOKEN_EXPRESSION } from '../model/session';
import { limits } from '../resolvers/manifest';
import { pageKey } from '../resolvers/pageKey';
import { refuseDefaults } from '../resolvers/refuseDefaults';
import { API_KEY, DATA_FOLDER, tableNames, type LocalConfig } from './config';
import { openDynamo } from './dynamo/client';
import { startLasting } from './dynamo/lasting';
import { createTables } from './dynamo/tables';
import { LocalError } from './error';
import { createExplorer } from './explorer/explorer';
import { createGithubStandIn } from './github/standIn';
import { inTurn } from './graphql';
import { health, unwell } from './health';
import { authorizer, httpApis, streamConsumers } from './lambdas';
import { functionCredentials, linkResources } from './resources';
import { listen, type Routes } from './server';
import { folderFor, newSecrets, openState, type Secrets } from './state';
import { startStreams, type Streams } from './streams';
import { noteTwoCredentials } from './twoCredentials';
import { bundledResolvers, dataSources } from './wiring';
import { within } from './within';

export type StackOptions = Partial<LocalConfig> & {
  /** Where data lasts; `.local` when omitted. That of another DynamoDB is in a folder below. */
  readonly dataFolder?: string;
  /** The catalogue; `exercises/` of this repository when omitted. */
  readonly exercises?: string;
  /** The file of the schema; `schema.graphql` of this repository when omitted. */
  readonly schema?: string;
  /** Whether the functions on the tables' streams run; they do when omitted. */
  readonly streams?: boolean;
};

/** The whole product, running. */
export interface Stack {
  /** `http://localhost:<port>` */
  readonly url: string;
  readonly apiKey: string;
  readonly dynamoEndpoint: string;
  /** How many labs the catalogue holds. */
  readonly labs: number;
  /** The functions on the stream of Progress, where they run. */
  readonly streams?: Streams;
  /** Answers the requests that came, then ends everything, within five seconds whatever is stuck. */
  stop(): Promise<void>;
}

/** For requests in flight and invocations that run; then for everything, them included. */
const DRAIN_MAX_MS = 2_500;
const STOP_MAX_MS = 4_500;

const root = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));

/**
 * Starts the API with everything that it stands on. One stack in a process: the Lambdas read their
 * resources from its environment.
 *
 * @throws LocalError with the one line to show, when something outside is not as it must be
 */
export async function startStack(options: StackOptions = {}): Promise<Stack> {
  const stops: (() => unknown)[] = [];
  const stop = async () => {
    const deadline = performance.now() + STOP_MAX_MS;
    for (const each of stops.splice(0).reverse()) {
      const left = deadline - performance.now();
      await within(left, (async () => each())()).catch(console.error);
    }
  };
  try {
    let serve!: (routes: Routes) => void;
    const routes = new Promise<Routes>((resolve) => (serve = resolve));
    let answerHealth = async () => unwell('starting');
    // The port comes first: a second start by mistake must not touch the first one's data.
    const server = await listen(options.port ?? 0, routes, () => answerHealth());
    stops.push(() => server.close());
    const url = `http://localhost:${server.port}`;

    const { dataFolder = DATA_FOLDER } = options;
    const kept = options.memory
      ? null
      : await openState(
          options.dynamoEndpoint ? folderFor(dataFolder, options.dynamoEndpoint) : dataFolder,
          options.reset ?? false,
          server.port,
        );
    if (kept) stops.push(() => kept.release());
    const secrets = kept?.secrets ?? newSecrets();

    let restore: () => Promise<unknown> = async () => {};
    const database = options.dynamoEndpoint
      ? elsewhere(options.dynamoEndpoint)
      : await startLasting(kept ? { dbPath: kept.dbPath } : {}, () => restore());
    stops.push(() => database.stop());
    const dynamoEndpoint = database.endpoint;
    kept?.nameDatabase(dynamoEndpoint);
    const frontendUrl = options.frontendUrl ?? url;
    linkResources({
      url,
      frontendUrl,
      dynamoEndpoint,
      jwtSecret: secrets.jwtSecret,
      ...(options.github && { github: options.github }),
    });

    const client = openDynamo(dynamoEndpoint);
    stops.push(() => client.destroy());
    const catalogue = readCatalogue(options.exercises ?? root('exercises'));
    const prepare = () => prepareTables(client, dynamoEndpoint, catalogue);
    restore = prepare;
    const [labs, api, apis] = await Promise.all([
      prepare(),
      createProductApi(client, secrets, options.schema ?? root('schema.graphql')),
      httpApis(frontendUrl),
    ]);
    const realtime = api.serveSubscriptions(server.http, '/graphql/realtime');
    stops.push(() => realtime.close());
    serve({
      graphql: noteTwoCredentials(inTurn((request, deadline) => api.handle(request, deadline))),
      handlers: [
        ...apis,
        ...(options.github ? [] : ([['/github/', createGithubStandIn()]] as const)),
        ['/', createExplorer({ apiKey: API_KEY })],
      ],
    });
    answerHealth = () => health(client, database.isUp());
    const stack = { url, apiKey: API_KEY, dynamoEndpoint, labs, stop };
    const streams =
      options.streams === false
        ? undefined
        : startStreams({
            client,
            dynamoEndpoint,
            consumers: streamConsumers,
            checkpointFile: kept?.checkpointFile,
          });
    stops.push(() => within(DRAIN_MAX_MS, Promise.all([server.drain(), streams?.stop()])));
    return { ...stack, ...(streams && { streams }) };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** A database that is not this stack's to start and to end. */
const elsewhere = (endpoint: string) => ({ endpoint, isUp: () => true, stop: () => undefined });

async function prepareTables(
  client: DynamoDBClient,
  endpoint: string,
  catalogue: ReturnType<typeof readCatalogue>,
): Promise<number> {
  const exercises = await catalogue;
  try {
    await createTables(client, tableNames);
    await publishCatalogue(client, tableNames.Exercises, exercises, () => true);
  } catch (error) {
    const isSilent = error instanceof Error && /^(Abort|Timeout)Error$/.test(error.name);
    throw new LocalError(
      `The database at ${endpoint} ${isSilent ? 'does not answer.' : `cannot be used: ${reason(error)}`}`,
    );
  }
  return exercises.length;
}

async function createProductApi(
  client: DynamoDBClient,
  secrets: Secrets,
  schemaFile: string,
): Promise<Api> {
  const [schema, resolvers, handler] = await Promise.all([
    readFile(schemaFile, 'utf8').catch((error: unknown) => {
      throw new LocalError(`The schema cannot be read: ${reason(error)}`);
    }),
    bundledResolvers({ tableNames, pageKey: pageKey(secrets.jwtSecret) }),
    authorizer(),
  ]);
  try {
    const api = createApi({
      schema,
      resolvers,
      sources: dataSources(client, Buffer.from(secrets.nextTokenKey, 'base64')),
      auth: {
        defaultMode: 'AWS_LAMBDA',
        apiKeys: [{ key: API_KEY }],
        authorizer: { handler, identityValidationExpression: TOKEN_EXPRESSION },
        iam: functionCredentials(),
      },
      limits,
    });
    refuseDefaults(schema);
    return api;
  } catch (error) {
    const file = error instanceof SchemaError ? `${basename(schemaFile)}: ` : '';
    throw new LocalError(`${file}${reason(error)}`);
  }
}

const reason = (error: unknown): string =>
  error instanceof Error ? error.message : 'for no stated reason';
