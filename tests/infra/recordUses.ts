import { readFile } from 'node:fs/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import { Kind, OperationTypeNode, parse } from 'graphql';
import { createApi, type AuthorizerConfig, type DataSource } from 'local-appsync';
import { expect } from 'vitest';
import { AUTHORIZER, routesOf, streamInvocations } from '../../functions/invocations';
import type { HttpApiHandler } from '../../functions/lib/http';
import type { ApiName, LambdaName } from '../../functions/manifest';
import { publishCatalogue } from '../../catalogue/publish';
import { API_KEY, LOCAL_CREDENTIALS, REGION, tableNames } from '../../local/config';
import { startEmbedded } from '../../local/database/embedded';
import { createTables } from '../../local/database/tables';
import { accountOf } from '../../local/github/account';
import { createGithubStandIn } from '../../local/github/standIn';
import { loadHandler } from '../../local/lambda/load';
import { createRouter } from '../../local/lambda/router';
import type { StreamHandler } from '../../local/streams/deliver';
import { functionCredentials, linkResources } from '../../local/resources';
import { listen, type FetchHandler, type Routes } from '../../local/server';
import { signIn } from '../../local/signIn';
import { bundledResolvers, dataSources } from '../../local/wiring';
import { sources, type SourceName } from '../../resolvers/manifest';
import { catalogue, lockedExercise, openExercise, rightHash } from '../support/catalogue';
import { ask as askApi, type Credentials } from '../support/client';
import { submit, WRONG_HASH } from '../support/completion';
import { databaseAt } from '../support/database';
import { startDynamoProxy, type Use } from '../support/dynamoProxy';
import { givenHistory } from '../support/history';
import { unlist } from '../support/indexLag';
import { operation, type Given } from '../support/operation';
import type { TableName } from '../../model/tables';
import type { Operation } from '../../model/operation';
import { profileRecord, progressRecord } from '../support/streamRecords';
import { connectSubscriber } from '../support/subscriber';
import { fetchWidget } from '../support/widgets';

export interface Uses {
  /** Uses of tables, by source or function. */
  readonly by: Readonly<Record<string, readonly Use[]>>;
  /** Root fields of our own API that functions requested, by function. */
  readonly asked: Readonly<Record<string, readonly string[]>>;
  /** Lambdas that sources invoked, by source. */
  readonly invoked: Readonly<Record<string, readonly LambdaName[]>>;
  /** Lambdas that ran. */
  readonly ran: readonly string[];
  /** Uses of tables by `pnpm catalogue publish`. */
  readonly published: readonly Use[];
  /** Fields and steps with requests that reached their source. */
  readonly served: readonly string[];
}

const FUNCTION = 'function';
const PUBLISHER = 'publisher';

const connect = (endpoint: string) =>
  new DynamoDBClient({ endpoint, region: REGION, credentials: LOCAL_CREDENTIALS });

const userIdOf = (login: string): string => String(accountOf(login).id);

/** The root fields of a request, such as `Mutation.startExercise`. */
function rootFields(body: string): string[] {
  const { query } = JSON.parse(body) as { query: string };
  return parse(query).definitions.flatMap((each) =>
    each.kind === Kind.OPERATION_DEFINITION
      ? each.selectionSet.selections.map((selection) => {
          if (selection.kind !== Kind.FIELD) throw new Error('Only fields are looked at.');
          const root = each.operation === OperationTypeNode.MUTATION ? 'Mutation' : 'Query';
          return `${root}.${selection.name.value}`;
        })
      : [],
  );
}

/**
 * Runs every feature of the product once, with a separate connection per source and for the
 * functions, and returns which of them did what to which table.
 */
export async function recordUses(): Promise<Uses> {
  const by: Record<string, Use[]> = {};
  const served = new Set<string>();
  const asked: Record<string, string[]> = {};
  const invoked: Record<string, LambdaName[]> = {};
  const ran = new Set<string>();
  let running = '';
  let disturb: (() => Promise<unknown>) | undefined;

  const database = await startEmbedded();
  const proxy = await startDynamoProxy(database.endpoint, async (origin, operation) => {
    if (origin !== 'completion' || operation !== 'UpdateItem') return;
    const once = disturb;
    disturb = undefined;
    await once?.();
  });
  const owner = connect(database.endpoint);
  const rows = databaseAt(database.endpoint);
  await createTables(owner, tableNames);
  const publisher = connect(`${proxy.endpoint}/${PUBLISHER}`);
  // The first publication finds nothing to compare.
  for (const exercises of [catalogue.slice(1), catalogue]) {
    await publishCatalogue(publisher, tableNames, exercises, {
      mayRemove: () => true,
      mayThaw: true,
    });
  }
  const published = proxy.takeCalls().flatMap((call) => call.uses);

  let serve!: (routes: Routes) => void;
  const server = await listen(0, new Promise<Routes>((resolve) => (serve = resolve)));
  const url = `http://localhost:${server.port}`;
  linkResources({
    url,
    frontendUrl: url,
    dynamoEndpoint: `${proxy.endpoint}/${FUNCTION}`,
    jwtSecret: 'a secret for tests that is long enough',
  });

  /** Functions share one connection, and run sequentially. */
  async function load<Event, Result>(name: LambdaName) {
    const handler = await loadHandler<Event, Result>(name);
    return async (event: Event): Promise<Result> => {
      running = name;
      ran.add(name);
      try {
        return await handler(event);
      } finally {
        // Before another function runs: an operation can run both authorizer and source.
        note();
      }
    };
  }

  async function httpApi(name: ApiName): Promise<FetchHandler> {
    const routes = await Promise.all(
      routesOf(name).map(async ({ lambda, route }): Promise<[string, HttpApiHandler]> => [
        route,
        await load(lambda),
      ]),
    );
    return createRouter(Object.fromEntries(routes));
  }

  const noting = (source: DataSource): DataSource => ({
    invoke(request, binding) {
      served.add(binding);
      return source.invoke(request, binding);
    },
  });

  const names = Object.keys(sources) as SourceName[];
  const api = createApi({
    schema: await readFile(new URL('../../schema.graphql', import.meta.url), 'utf8'),
    resolvers: await bundledResolvers({
      tableNames,
      bundlesUrl: `${url}/bundles`,
      pageKey: '[1,2]',
    }),
    sources: Object.fromEntries(
      await Promise.all(
        names.map(async (name) => {
          const client = connect(`${proxy.endpoint}/${name}`);
          const all = await dataSources(client, Buffer.alloc(32), async (lambda) => {
            const handler = await load(lambda);
            return (payload: unknown) => {
              (invoked[name] ??= []).push(lambda);
              return handler(payload);
            };
          });
          return [name, noting(all[name])] as const;
        }),
      ),
    ),
    auth: {
      defaultMode: 'AWS_LAMBDA',
      apiKeys: [{ key: API_KEY }],
      authorizer: {
        handler: (await load(AUTHORIZER)) as AuthorizerConfig['handler'],
      },
      iam: functionCredentials(),
    },
  });
  const realtime = api.serveSubscriptions(server.http, '/graphql/realtime');
  const [rest, widgets] = await Promise.all([httpApi('rest'), httpApi('widgets')]);
  const onStream = await Promise.all(
    streamInvocations.map(async ({ lambda, stream }) => {
      const handler: StreamHandler = await load(lambda);
      return { stream, handler };
    }),
  );
  const github = createGithubStandIn();
  /** The login of everyone on GitHub, if it is not the one with which they sign in. */
  let renamedTo: string | undefined;
  serve({
    graphql: (request) => {
      if (String(request.headers['authorization']).startsWith('AWS4-')) {
        (asked[running] ??= []).push(...rootFields(request.body));
      }
      return api.handle(request);
    },
    handlers: [
      [
        '/github/',
        async (request) => {
          const response = await github(request);
          if (renamedTo === undefined || !request.url.endsWith('/github/api/user')) return response;
          return Response.json({ ...((await response.json()) as object), login: renamedTo });
        },
      ],
      ...(
        [
          ['/auth/', rest],
          ['/.well-known/', rest],
          ['/v1/', widgets],
        ] as const
      ).map(([prefix, handler]): readonly [string, FetchHandler] => [
        prefix,
        async (request) => {
          const response = await handler(request);
          note();
          return response;
        },
      ]),
    ],
  });

  function note(): void {
    for (const { origin, uses } of proxy.takeCalls()) {
      (by[origin === FUNCTION ? running : origin] ??= []).push(...uses);
    }
  }

  async function ask<Data, Variables>(
    credentials: Credentials,
    query: Operation<Data, Variables>,
    ...variables: Given<Variables>
  ) {
    await askApi(url, credentials, query, ...variables);
    note();
  }

  async function answer(person: { token: string }, id: string, hash: string) {
    const { outcome } = await submit(url, person.token, id, hash);
    note();
    return outcome;
  }

  /** Sends a record of a table's stream to every function on it. */
  async function deliver(table: TableName, record: DynamoDBRecord) {
    for (const { handler } of onStream.filter(({ stream }) => stream === table)) {
      expect(await handler({ Records: [record] })).toEqual({ batchItemFailures: [] });
      note();
    }
  }

  const tell = (change: 'completed' | 'removed', login: string, id: string, at: string) =>
    deliver('Progress', progressRecord(change, userIdOf(login), id, at));

  /** Signs a person in who has another login since, and has the functions know. */
  async function rename(login: string, to: string) {
    renamedTo = to;
    await signIn(url, login);
    renamedTo = undefined;
    const shown = (username: string) => ({ username, avatarUrl: '' });
    await deliver('Users', profileRecord(userIdOf(login), shown(login), shown(to)));
  }

  const subscriber = await connectSubscriber(url, { 'x-api-key': API_KEY });
  await subscriber.start('all');
  subscriber.close();
  expect((await fetch(`${url}/.well-known/akasha-labs.json`)).status).toBe(200);
  const ada = await signIn(url, 'ada');
  await ask({ apiKey: API_KEY }, operation(`{ tags { tag exercises } }`));
  await ask(
    { apiKey: API_KEY },
    operation(`{ exercises { items { id instructions stats { attempts } } } }`),
  );
  await ask(
    ada,
    operation(`mutation ($id: ID!) { startExercise(exerciseId: $id) { startedAt } }`),
    {
      id: openExercise.id,
    },
  );
  // Of two simultaneous incorrect submissions, one loses the race and is judged again.
  disturb = () => submit(url, ada.token, openExercise.id, WRONG_HASH);
  expect(await answer(ada, openExercise.id, WRONG_HASH)).toBe('REJECTED');
  expect(await answer(ada, lockedExercise.id, rightHash(lockedExercise))).toBe('LOCKED');
  expect(await answer(ada, openExercise.id, rightHash(openExercise))).toBe('COMPLETED');
  const [completed] = await rows.completedRows(openExercise.id);
  const completedAt = String(completed?.['completedAt']);
  // Delivered twice, announced once: the second time, AppSync reads the row.
  await tell('completed', 'ada', openExercise.id, completedAt);
  await tell('completed', 'ada', openExercise.id, completedAt);
  await rename('ada', 'lovelace');
  await ask({ apiKey: API_KEY }, operation(`{ leaderboard { items { rank username } } }`));
  await ask(
    { apiKey: API_KEY },
    operation(`query ($id: ID!) {
      exercise(id: $id) { solvers { items { username } } stats { firstSolver { username } } }
    }`),
    { id: openExercise.id },
  );
  await ask(
    ada,
    operation(
      `{ viewer { points completedCount rank activity { currentStreak } sessions { id } } exportMyData }`,
    ),
  );
  await signIn(url, 'ada');
  const { viewer } = await askApi(url, ada, operation(`{ viewer { sessions { id current } } }`));
  const other = viewer!.sessions!.find(({ current }) => !current);
  await ask(ada, operation(`mutation ($id: ID!) { revokeSession(id: $id) { sessionsEnded } }`), {
    id: other!.id,
  });
  await ask(
    ada,
    operation(`query ($id: ID!) { exercise(id: $id) { title progress { attempts } } }`),
    {
      id: openExercise.id,
    },
  );
  await ask(ada, operation(`{ progress { items { exercise { title } } } }`));
  await ask(ada, operation(`{ viewer { username progress { items { attempts } } } }`));
  for (const path of [
    `exercises/${openExercise.id}/stats.json`,
    `exercises/${openExercise.id}/badge.svg`,
    'leaderboard.json',
  ]) {
    expect((await fetchWidget(url, path)).status).toBe(200);
  }
  await ask(ada, operation(`mutation { logout { sessionsEnded } }`));
  // The index lists neither the current session nor the latest sessions that have ended.
  const again = await signIn(url, 'ada');
  await unlist(rows, userIdOf('ada'), again.token);
  await ask(again, operation(`{ viewer { sessions { id } } }`));
  await ask(again, operation(`mutation { logout(everywhere: true) { sessionsEnded } }`));

  // More exercises than one transaction removes, and a session other than the current one.
  await signIn(url, 'grace');
  const grace = await signIn(url, 'grace');
  const [first] = await givenHistory(rows, userIdOf('grace'), 'grace', 60);
  await tell('completed', 'grace', first!.exerciseId, first!.completedAt);
  await ask(grace, operation(`mutation { deleteAccount(confirm: "grace") { done } }`));
  await tell('removed', 'grace', first!.exerciseId, first!.completedAt);

  await realtime.close();
  await server.close();
  await proxy.close();
  await database.stop();
  return { by, asked, invoked, ran: [...ran].sort(), published, served: [...served].sort() };
}
