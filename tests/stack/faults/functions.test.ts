import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { lambdas, type LambdaName } from '../../../functions/manifest';
import { limitConcurrency } from '../../../local/concurrency';
import { openDynamo } from '../../../local/database/client';
import { startEmbedded } from '../../../local/database/embedded';
import { createGithubStandIn } from '../../../local/github/standIn';
import { linkResources } from '../../../local/resources';
import type { Challenge } from '../../../model/challenge';
import { startFaultyDatabase, type FaultyDatabase } from './faultyDatabase';
import { kinds, type Kind } from './kinds';
import { givenPeople } from './people';
import { operation } from '../../support/operation';
import { PAST_CDN } from '../../support/widgets';

const URL_OF_STACK = 'http://localhost:4000';
const FRONTEND = 'http://localhost:4321';
const VERIFIER = 'v'.repeat(43);
const CHALLENGE = createHash('sha256').update(VERIFIER).digest('base64url');

/**
 * Number of kinds that fail at the same time. With more, functions would wait for the CPU, not for
 * the database.
 */
const AT_ONCE = 8;

/** Tolerance for a busy machine. */
const LATE_MS = 10_000;

for (const method of ['log', 'info', 'warn', 'error'] as const) {
  vi.spyOn(console, method).mockImplementation(() => undefined);
}

const embedded = await startEmbedded();
const github = createGithubStandIn();
vi.stubGlobal('fetch', (input: URL | string, init?: RequestInit) =>
  github(new Request(input, init)),
);

const links = (dynamoEndpoint: string) => ({
  url: URL_OF_STACK,
  frontendUrl: FRONTEND,
  dynamoEndpoint,
  jwtSecret: 'a secret for tests that is long enough',
});

/** What a function returned, and whether it did its job. */
interface Outcome {
  readonly isDone: boolean;
  readonly said: string;
  readonly elapsedMs: number;
}

const functions = [
  'Authorizer',
  'IssueChallenge',
  'OauthCallback',
  'OauthToken',
  'WidgetStats',
  'WidgetLeaderboard',
  'WidgetBadge',
] as const satisfies readonly LambdaName[];
type FunctionName = (typeof functions)[number];
type Outcomes = Readonly<Record<FunctionName, Outcome>>;

/** Without the fault that the SDK takes for a valid response: an empty body. */
const ownKinds = kinds.filter(({ name }) => name !== 'answers 200 with nothing');

interface Given {
  readonly token: string;
  readonly callback: Request;
  readonly code: string | null;
}

/** Loads the functions as the stack runs them, on the given database. */
async function load(endpoint: string) {
  linkResources(links(endpoint));
  vi.resetModules();
  const local = await import('../../../local/lambdas');
  const [authorizer, issueChallenge, auth, widgets] = await Promise.all([
    local.authorizer(),
    local.sourceHandler('IssueChallenge'),
    local.httpApi('rest', FRONTEND),
    local.httpApi('widgets', FRONTEND),
  ]);
  const at = (path: string) => new URL(path, URL_OF_STACK);

  /** The request to the callback with which GitHub returns the browser. */
  async function consented(login: string): Promise<Request> {
    const begun = await auth(new Request(at(`/auth/github?code_challenge=${CHALLENGE}`)));
    const cookie = begun.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ');
    const body = new URLSearchParams({ login, decision: 'authorize' });
    const consent = await github(
      new Request(begun.headers.get('location')!, { method: 'POST', body }),
    );
    return new Request(consent.headers.get('location')!, { headers: { cookie } });
  }
  const codeIn = (response: Response): string | null => {
    const location = response.headers.get('location');
    return location && new URL(location).searchParams.get('code');
  };
  const redeeming = (code: string | null) =>
    new Request(at('/auth/token'), {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'user-agent': 'test' },
      body: JSON.stringify({ code, code_verifier: VERIFIER }),
    });

  return {
    /** Prepares the input of the functions. */
    async prepare(i: number) {
      const codeOf = async (login: string) => codeIn(await auth(await consented(`${login}-${i}`)));
      const signedIn = await auth(redeeming(await codeOf('ada')));
      return {
        token: ((await signedIn.json()) as { token: string }).token,
        callback: await consented(`grace-${i}`),
        code: await codeOf('linus'),
      };
    },
    /** Calls each function once. */
    async callAll({ token, callback, code }: Given): Promise<Outcomes> {
      const page = (path: string) =>
        outcome(
          widgets(new Request(at(path), { headers: PAST_CDN })),
          ({ status }) => status === 200,
        );
      const [authorized, issued, called, redeemed, stats, leaderboard, badge] = await Promise.all([
        outcome(
          authorizer(eventOf(token)),
          (answer) => (answer as { isAuthorized: boolean }).isAuthorized,
        ),
        outcome(
          Promise.resolve(issueChallenge({ userId: '1', exerciseId: 'exercise-b' })),
          (answer) => (answer as Challenge).expectedHash.length === 64,
        ),
        outcome(auth(callback), (response) => codeIn(response) !== null),
        outcome(auth(redeeming(code)), ({ status }) => status === 200),
        page('/v1/exercises/exercise-b/stats.json'),
        page('/v1/leaderboard.json'),
        page('/v1/exercises/exercise-b/badge.svg'),
      ]);
      return {
        Authorizer: authorized,
        IssueChallenge: issued,
        OauthCallback: called,
        OauthToken: redeemed,
        WidgetStats: stats,
        WidgetLeaderboard: leaderboard,
        WidgetBadge: badge,
      };
    },
  };
}

async function outcome<Answer>(
  answering: Promise<Answer>,
  isDone: (answer: Answer) => boolean,
): Promise<Outcome> {
  const started = performance.now();
  const answer = await answering.catch((error: unknown) => error as Error);
  const elapsedMs = performance.now() - started;
  if (answer instanceof Error) return { isDone: false, said: '', elapsedMs };
  const said = answer instanceof Response ? await answer.clone().text() : JSON.stringify(answer);
  return { isDone: isDone(answer), said, elapsedMs };
}

const eventOf = (authorizationToken: string) => ({
  authorizationToken,
  requestContext: {
    apiId: 'local',
    accountId: '000000000000',
    requestId: 'test',
    queryString: operation(`{ viewer { id } }`),
    variables: {},
  },
  requestHeaders: {},
});

interface Trial {
  readonly kind: Kind;
  readonly faulty: FaultyDatabase;
  readonly loaded: Awaited<ReturnType<typeof load>>;
  readonly given: Given;
}

const trials: Trial[] = [];
const results = new Map<Kind, { during: Outcomes; after: Outcomes }>();

beforeAll(async () => {
  linkResources(links(embedded.endpoint));
  const client = openDynamo(embedded.endpoint);
  await givenPeople(client, 1);
  client.destroy();
  for (const [i, kind] of ownKinds.entries()) {
    const faulty = await startFaultyDatabase(() => embedded.endpoint);
    // The first call of each function sets its database. The next ones are linked to another.
    const loaded = await load(faulty.endpoint);
    trials.push({ kind, faulty, loaded, given: await loaded.prepare(i) });
  }
});

const during = new Map<Kind, Outcomes>();
beforeAll(async () => {
  const fail = async ({ kind, faulty, loaded, given }: Trial) => {
    await faulty.set(kind.fault);
    during.set(kind, await loaded.callAll(given));
    await faulty.set();
  };
  // Functions give up before a busy machine responds: where results are expected, run in sequence.
  for (const trial of trials) if (trial.kind.spares) await fail(trial);
  const inTurn = limitConcurrency(AT_ONCE, fail);
  await Promise.all(trials.filter(({ kind }) => !kind.spares).map(inTurn));
});

beforeAll(async () => {
  for (const [i, { kind, faulty, loaded }] of trials.entries()) {
    const after = await loaded.callAll(await loaded.prepare(i));
    results.set(kind, { during: during.get(kind)!, after });
    await faulty.close();
  }
});

afterAll(async () => {
  vi.unstubAllGlobals();
  await embedded.stop();
});

/** Functions that write. */
const writers: readonly FunctionName[] = ['OauthCallback', 'OauthToken'];

describe.each(ownKinds)('functions on a database that $name', (kind) => {
  it.each(functions)('%s', (name) => {
    const { during, after } = results.get(kind)!;
    const { isDone, said, elapsedMs } = during[name];
    const isSpared =
      kind.spares === 'everything' || (kind.spares === 'reads' && !writers.includes(name));
    expect(isDone).toBe(isSpared);
    expect(said).not.toMatch(/127\.0\.0\.1|akasha-labs-local|ECONN|socket/i);
    expect(elapsedMs).toBeLessThan(lambdas[name].timeoutSeconds * 1_000 + LATE_MS);
    expect(after[name].isDone).toBe(true);
  });
});
