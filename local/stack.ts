import { DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { publishCatalogue } from '../catalogue/publish';
import { readCatalogue } from '../catalogue/read';
import { progressFilters } from '../functions/lib/progressFilters';
import { limits } from '../resolvers/manifest';
import { refuseDefaults } from '../resolvers/refuseDefaults';
import { createApi, type Api } from './appsync/api';
import type { AuthorizerConfig } from './appsync/authorizer';
import { SchemaError } from './appsync/schema';
import { limitConcurrency } from './concurrency';
import { API_KEY, DATA_FOLDER, tableNames, type LocalConfig } from './config';
import { startEmbedded } from './dynamo/embedded';
import { createTables } from './dynamo/tables';
import { LocalError } from './error';
import { createExplorer } from './explorer/explorer';
import { createGithubStandIn } from './github/standIn';
import { functionCredentials, linkResources } from './resources';
import { createRest } from './rest';
import { listen, type Handler, type Routes } from './server';
import { newSecrets, openState, type Secrets } from './state';
import { startStreams, type Consumer, type Streams } from './streams';
import { createWidgets } from './widgets';
import { bundledResolvers, dataSources } from './wiring';

export type StackOptions = Partial<LocalConfig> & {
  /** Where data lasts; `.local` when omitted. */
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
  stop(): Promise<void>;
}

/** Enough for operations to get in each other's way as they do on AWS. */
const OPERATIONS_AT_ONCE = 20;
/** Of each function behind the REST API. */
const FUNCTIONS_AT_ONCE = 10;

const root = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));

/**
 * Starts the API with everything that it stands on. One stack in a process: the Lambdas read their
 * resources from its environment.
 *
 * @throws LocalError with the one line to show, when something outside is not as it must be
 */
export async function startStack(options: StackOptions = {}): Promise<Stack> {
  const stops: (() => void | Promise<void>)[] = [];
  const stop = async () => {
    for (const each of stops.splice(0).reverse()) await each();
  };
  try {
    let serve!: (routes: Routes) => void;
    const routes = new Promise<Routes>((resolve) => (serve = resolve));
    // The port comes first: a second start by mistake must not touch the first one's data.
    const server = await listen(options.port ?? 0, routes);
    stops.push(() => server.close());
    const url = `http://localhost:${server.port}`;

    const name = randomUUID();
    const kept = options.memory
      ? null
      : await openState(options.dataFolder ?? DATA_FOLDER, options.reset ?? false, {
          port: server.port,
          name,
        });
    const secrets = kept?.secrets ?? newSecrets();

    const dynamoEndpoint = options.dynamoEndpoint ?? (await embedded(kept?.dbPath, stops));
    const frontendUrl = options.frontendUrl ?? url;
    linkResources({
      url,
      frontendUrl,
      dynamoEndpoint,
      jwtSecret: secrets.jwtSecret,
      ...(options.github && { github: options.github }),
    });

    const client = new DynamoDBClient({ endpoint: dynamoEndpoint });
    stops.push(() => client.destroy());
    const [labs, api, auth, widgets] = await Promise.all([
      prepareTables(client, dynamoEndpoint, options.exercises ?? root('exercises')),
      createProductApi(client, secrets, options.schema ?? root('schema.graphql')),
      authHandler(frontendUrl),
      widgetsHandler(),
    ]);
    const realtime = api.serveSubscriptions(server.http, '/graphql/realtime');
    stops.push(() => realtime.close());
    serve({
      graphql: limitConcurrency(OPERATIONS_AT_ONCE, (request) => api.handle(request)),
      handlers: [
        ['/auth/', auth],
        ['/v1/', widgets],
        ...(options.github ? [] : ([['/github/', createGithubStandIn()]] as const)),
        ['/healthz', () => health(client, name)],
        ['/', createExplorer({ apiKey: API_KEY })],
      ],
    });
    const stack = { url, apiKey: API_KEY, dynamoEndpoint, labs, stop };
    if (options.streams === false) return stack;
    const streams = startStreams({
      client,
      dynamoEndpoint,
      tableName: tableNames.Progress,
      consumers: streamConsumers,
      checkpointFile: kept?.checkpointFile,
    });
    stops.push(() => streams.stop());
    return { ...stack, streams };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function embedded(
  dbPath: string | undefined,
  stops: (() => void | Promise<void>)[],
): Promise<string> {
  const database = await startEmbedded(dbPath === undefined ? {} : { dbPath });
  stops.push(() => database.stop());
  return database.endpoint;
}

async function prepareTables(
  client: DynamoDBClient,
  endpoint: string,
  exercises: string,
): Promise<number> {
  const catalogue = await readCatalogue(exercises);
  try {
    await createTables(client, tableNames);
    await publishCatalogue(client, tableNames.Exercises, catalogue, () => true);
  } catch (error) {
    throw new LocalError(`The database at ${endpoint} cannot be used: ${reason(error)}`);
  }
  return catalogue.length;
}

async function createProductApi(
  client: DynamoDBClient,
  secrets: Secrets,
  schemaFile: string,
): Promise<Api> {
  const [schema, resolvers, authorizer] = await Promise.all([
    readFile(schemaFile, 'utf8').catch((error: unknown) => {
      throw new LocalError(`The schema cannot be read: ${reason(error)}`);
    }),
    bundledResolvers(tableNames),
    // Not before its resources are linked.
    import('../functions/authorizer'),
  ]);
  try {
    const api = createApi({
      schema,
      resolvers,
      sources: dataSources(client, Buffer.from(secrets.nextTokenKey, 'base64')),
      auth: {
        defaultMode: 'AWS_LAMBDA',
        apiKeys: [{ key: API_KEY }],
        authorizer: { handler: authorizer.handler as AuthorizerConfig['handler'] },
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

async function authHandler(frontendUrl: string): Promise<Handler> {
  const [start, callback, token] = await Promise.all([
    import('../functions/oauth/start'),
    import('../functions/oauth/callback'),
    import('../functions/oauth/token'),
  ]);
  return createRest(
    {
      start: limitConcurrency(FUNCTIONS_AT_ONCE, start.handler),
      callback: limitConcurrency(FUNCTIONS_AT_ONCE, callback.handler),
      token: limitConcurrency(FUNCTIONS_AT_ONCE, token.handler),
    },
    [frontendUrl],
  );
}

async function widgetsHandler(): Promise<Handler> {
  const [exerciseStats, leaderboard, badge] = await Promise.all([
    import('../functions/widgets/exerciseStats'),
    import('../functions/widgets/leaderboard'),
    import('../functions/widgets/badge'),
  ]);
  return createWidgets({
    exerciseStats: limitConcurrency(FUNCTIONS_AT_ONCE, exerciseStats.handler),
    leaderboard: limitConcurrency(FUNCTIONS_AT_ONCE, leaderboard.handler),
    badge: limitConcurrency(FUNCTIONS_AT_ONCE, badge.handler),
  });
}

/** The functions on the stream of Progress. */
async function streamConsumers(): Promise<Consumer[]> {
  const [countRanks, publishCompletion] = await Promise.all([
    import('../functions/countRanks'),
    import('../functions/publishCompletion'),
  ]);
  const handlers = { countRanks, publishCompletion };
  return (['countRanks', 'publishCompletion'] as const).map((name) => ({
    name,
    handler: handlers[name].handler,
    filters: progressFilters[name],
  }));
}

/** Well while the database answers. */
async function health(client: DynamoDBClient, instance: string): Promise<Response> {
  try {
    await client.send(new DescribeTableCommand({ TableName: tableNames.Users }));
    return Response.json({ status: 'ok', instance });
  } catch {
    return Response.json({ status: 'the database does not answer', instance }, { status: 503 });
  }
}

const reason = (error: unknown): string =>
  error instanceof Error ? error.message : 'for no stated reason';
