import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createApi, SchemaError, type Api } from 'local-appsync';
import { publishCatalogue } from '../catalogue/publish';
import { readCatalogue, type Exercise } from '../catalogue/read';
import { BUNDLES_PATH } from '../model/cdn';
import { TOKEN_EXPRESSION } from '../model/session';
import { limits } from '../resolvers/manifest';
import { pageKey } from '../resolvers/pageKey';
import { refuseDefaults } from '../resolvers/refuseDefaults';
import { API_KEY, DATA_FOLDER, tableNames, type LocalConfig } from './config';
import { createBundles } from './bundles';
import { openDynamo } from './database/client';
import { startLasting } from './database/lasting';
import { createTables } from './database/tables';
import { LocalError } from './error';
import { createExplorer } from './explorer';
import { createGithubStandIn } from './github/standIn';
import { inTurn } from './graphql';
import { health, unwell } from './health';
import { authorizer, httpApis, sourceHandler, streamConsumers } from './lambdas';
import { functionCredentials, linkResources } from './resources';
import { collect } from './metrics/collect';
import { METRICS_PATH, serveMetrics } from './metrics/serve';
import { createTotals } from './metrics/totals';
import { listen, type Routes } from './server';
import { folderFor, newSecrets, openState, type Secrets } from './state';
import { startStreams, type Streams } from './streams/start';
import { noteTwoCredentials } from './twoCredentials';
import { bundledResolvers, dataSources } from './wiring';
import { within } from './within';

export type StackOptions = Partial<LocalConfig> & {
  /** Folder that stores the data. Default: `.local`. With another DynamoDB, a subfolder is used. */
  readonly dataFolder?: string;
  /** The catalogue. Defaults to `exercises/` of this repository. */
  readonly exercises?: string;
  /** The schema file. Defaults to `schema.graphql` of this repository. */
  readonly schema?: string;
  /** Whether to run the functions on the tables' streams. Defaults to true. */
  readonly streams?: boolean;
};

/** The running product. */
export interface Stack {
  /** `http://localhost:<port>` */
  readonly url: string;
  readonly apiKey: string;
  readonly dynamoEndpoint: string;
  /** Number of exercises in the catalogue. */
  readonly exerciseCount: number;
  /** The functions on the tables' streams, if they run. */
  readonly streams?: Streams;
  /**
   * Responds to the received requests, then ends everything, within five seconds even if something
   * hangs.
   */
  stop(): Promise<void>;
}

/** Time limits: for requests in flight and running invocations, and for all steps together. */
const DRAIN_MAX_MS = 2_500;
const STOP_MAX_MS = 4_500;

const root = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));

/**
 * Starts the API with everything that it needs. Only one stack per process, because the Lambdas
 * read their resources from the environment.
 *
 * @throws LocalError with a message of one line, if the cause is outside the stack
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
    // Listens first, so that a second start by mistake does not touch the first stack's data.
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

    const totals = createTotals();
    const { metrics } = await import('../functions/lib/metrics');
    collect(metrics, totals);

    const client = openDynamo(dynamoEndpoint);
    stops.push(() => client.destroy());
    const reading = readCatalogue(options.exercises ?? root('exercises'));
    const prepare = () => prepareTables(client, dynamoEndpoint, reading);
    restore = prepare;
    const [catalogue, api, apis] = await Promise.all([
      prepare(),
      createProductApi(client, secrets, url, options.schema ?? root('schema.graphql')),
      httpApis(frontendUrl),
    ]);
    const realtime = api.serveSubscriptions(server.http, '/graphql/realtime');
    stops.push(() => realtime.close());
    serve({
      graphql: noteTwoCredentials(inTurn((request, deadline) => api.handle(request, deadline))),
      handlers: [
        ...apis,
        ...(options.github ? [] : ([['/github/', createGithubStandIn()]] as const)),
        [METRICS_PATH, serveMetrics(totals)],
        [BUNDLES_PATH, createBundles(catalogue.map(({ bundle }) => bundle))],
        ['/', createExplorer({ apiKey: API_KEY })],
      ],
    });
    answerHealth = () => health(client, () => database.isUp());
    const exerciseCount = catalogue.length;
    const stack = { url, apiKey: API_KEY, dynamoEndpoint, exerciseCount, stop };
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

/** A database that this stack neither starts nor ends. */
const elsewhere = (endpoint: string) => ({ endpoint, isUp: () => true, stop: () => undefined });

async function prepareTables(
  client: DynamoDBClient,
  endpoint: string,
  reading: Promise<Exercise[]>,
): Promise<Exercise[]> {
  const exercises = await reading;
  try {
    await createTables(client, tableNames);
    // Authors change exercises as they write them.
    await publishCatalogue(client, tableNames, exercises, {
      mayRemove: () => true,
      mayThaw: true,
    });
  } catch (error) {
    const isSilent = error instanceof Error && /^(Abort|Timeout)Error$/.test(error.name);
    throw new LocalError(
      `The database at ${endpoint} ${isSilent ? 'does not respond.' : `cannot be used: ${reason(error)}`}`,
    );
  }
  return exercises;
}

async function createProductApi(
  client: DynamoDBClient,
  secrets: Secrets,
  url: string,
  schemaFile: string,
): Promise<Api> {
  const [schema, resolvers, handler, bySource] = await Promise.all([
    readFile(schemaFile, 'utf8').catch((error: unknown) => {
      throw new LocalError(`The schema cannot be read: ${reason(error)}`);
    }),
    bundledResolvers({
      tableNames,
      bundlesUrl: url + BUNDLES_PATH.slice(0, -1),
      pageKey: pageKey(secrets.jwtSecret),
    }),
    authorizer(),
    dataSources(client, Buffer.from(secrets.nextTokenKey, 'base64'), sourceHandler),
  ]);
  try {
    const api = createApi({
      schema,
      resolvers,
      sources: bySource,
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
  error instanceof Error ? error.message : 'unknown error';
