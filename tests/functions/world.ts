import { createHash } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, afterEach, beforeEach, vi } from 'vitest';
import { LOCAL_CREDENTIALS, REGION, tableNames } from '../../local/config';
import { startEmbedded } from '../../local/database/embedded';
import { createTables } from '../../local/database/tables';
import { createGithubStandIn } from '../../local/github/standIn';
import { httpApi } from '../../local/lambdas';
import { linkResources } from '../../local/resources';
import type { FetchHandler } from '../../local/server';
import type { ItemKey } from '../../model/keys';
import type { TableName } from '../../model/tables';

export const BASE = 'http://localhost:4000';
export const FRONTEND = 'http://localhost:4321';
export const SECRET = 'a secret for tests that is long enough';
export const VERIFIER = 'v'.repeat(43);

export const challengeOf = (verifier: string): string =>
  createHash('sha256').update(verifier).digest('base64url');

/** Direct access to the tables of the functions. */
export interface Tables {
  readonly documents: DynamoDBDocumentClient;
  item(table: TableName, key: ItemKey): Promise<Row | undefined>;
  items(table: TableName): Promise<Row[]>;
  stop(): Promise<void>;
}

type Row = Record<string, unknown>;

/** A proxy between the functions and their database. */
interface Front {
  readonly endpoint: string;
  close(): Promise<void>;
}

/**
 * Links the functions to the tables of a new embedded DynamoDB.
 * @param inFront starts a proxy in front of it, which only the functions use. Default: none.
 */
export async function startTables<F extends Front>(
  inFront?: (endpoint: string) => Promise<F>,
): Promise<Tables & { front: F | undefined }> {
  const database = await startEmbedded();
  const front = await inFront?.(database.endpoint);
  linkResources({
    url: BASE,
    frontendUrl: FRONTEND,
    dynamoEndpoint: front?.endpoint ?? database.endpoint,
    jwtSecret: SECRET,
  });
  const client = new DynamoDBClient({
    endpoint: database.endpoint,
    region: REGION,
    credentials: LOCAL_CREDENTIALS,
  });
  await createTables(client, tableNames);
  const documents = DynamoDBDocumentClient.from(client);
  return {
    documents,
    front,
    async item(table: TableName, key: ItemKey) {
      const { Item } = await documents.send(
        new GetCommand({ TableName: tableNames[table], Key: key }),
      );
      return Item;
    },
    async items(table: TableName) {
      const { Items = [] } = await documents.send(
        new ScanCommand({ TableName: tableNames[table] }),
      );
      return Items;
    },
    async stop() {
      client.destroy();
      await front?.close();
      await database.stop();
    },
  };
}

/** Runs the whole sign-in in one process. Handles every `fetch` of the functions and of tests. */
export async function startWorld<F extends Front>(inFront?: (endpoint: string) => Promise<F>) {
  const tables = await startTables(inFront);
  const rest = await httpApi('rest', FRONTEND);
  const standIn = createGithubStandIn();
  const world = {
    ...tables,
    /** Handles requests below `/github`. Tests may replace it. */
    github: standIn,
    standIn,
  };
  vi.stubGlobal('fetch', async (input: URL | string, init?: RequestInit) => {
    const request = new Request(input, init);
    const { origin, pathname } = new URL(request.url);
    if (origin !== BASE) throw new TypeError('fetch failed');
    return pathname.startsWith('/github/') ? world.github(request) : rest(request);
  });
  return world;
}

export type World = Awaited<ReturnType<typeof startWorld>>;

/** Starts a world for one test file. Each test starts with the stand-in and the real clock. */
export async function givenWorld<F extends Front>(inFront?: (endpoint: string) => Promise<F>) {
  const world = await startWorld(inFront);
  beforeEach(() => {
    world.github = world.standIn;
    vi.spyOn(console, 'info').mockImplementation(() => undefined);
    vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.restoreAllMocks();
  });
  afterAll(async () => {
    vi.unstubAllGlobals();
    await world.stop();
  });
  return world;
}

/** The GitHub stand-in with another handler for one path. */
export const githubWith =
  (world: World, path: string, answer: (request: Request) => Response): FetchHandler =>
  async (request) =>
    new URL(request.url).pathname === path ? answer(request) : world.standIn(request);

/** The URL that a response redirects to. */
function locationOf(response: Response): URL {
  const location = response.headers.get('location');
  if (location === null) throw new Error(`${response.status}, and no location`);
  return new URL(location);
}

/** Starts a sign-in in a browser with `cookies`. @returns the response, and the cookie it sets */
export async function begin(query: Record<string, string> = {}, cookies = '') {
  const response = await fetch(
    `${BASE}/auth/github?${new URLSearchParams({ code_challenge: challengeOf(VERIFIER), ...query })}`,
    { headers: { cookie: cookies } },
  );
  const [line = ''] = response.headers.getSetCookie();
  return {
    response,
    get consent() {
      return locationOf(response);
    },
    cookie: line.split(';')[0] ?? '',
  };
}

/** Submits a decision on the consent page. @returns the URL of the callback */
export async function consent(at: URL, login: string, decision = 'authorize'): Promise<URL> {
  const response = await fetch(at, {
    method: 'POST',
    body: new URLSearchParams({ login, decision }),
  });
  return locationOf(response);
}

/** Requests the callback from a browser with `cookie`. */
export const visit = (callback: URL, cookie: string): Promise<Response> =>
  fetch(callback, { headers: { cookie } });

export const redeem = (code: string | null, verifier = VERIFIER): Promise<Response> =>
  fetch(`${BASE}/auth/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'user-agent': 'a browser' },
    body: JSON.stringify({ code, code_verifier: verifier }),
  });

/** Signs a login in. @returns the URL of the frontend at the end */
export async function signInTo(login: string, query: Record<string, string> = {}): Promise<URL> {
  const { consent: at, cookie } = await begin(query);
  return locationOf(await visit(await consent(at, login), cookie));
}

/** The error code of a redirect to the frontend, or null. */
export function errorOf(response: Response): string | null {
  const location = new URL(response.headers.get('location') ?? 'about:blank');
  return location.origin === FRONTEND ? location.searchParams.get('error') : null;
}

/** Signs a login in. @returns a login code for `VERIFIER` */
export async function loginCode(login: string): Promise<string> {
  const frontend = await signInTo(login);
  const code = frontend.searchParams.get('code');
  if (code === null) throw new Error(`No code in ${frontend.href}`);
  return code;
}
