import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { getOperationAST, parse, validate } from 'graphql';
import { onTestFinished } from 'vitest';
import { challengeOf } from '../src/session/pkce';
import { archiveOf, canonicalHash, personalHash, sha256Of, smallLab } from './bundles';
import { schema } from './schema';

export const API_KEY = 'da2-test';
export const TOKEN = 'header.payload.signature';
export const CHALLENGE = '0123456789abcdef0123456789abcdef';

export interface FakeLab {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly difficulty: string;
  readonly tags: readonly string[];
  readonly points: number;
  readonly estimatedMinutes: number;
  readonly prerequisites: readonly string[];
  readonly verification: string;
  readonly instructions: string;
  version: number;
  archive: Buffer | null;
}

export interface FakeProgress {
  startedAt: string;
  completedAt: string | null;
  attempts: number;
  version: number;
  challenge: string | null;
  variant: number | null;
}

/** A response that is not one of GraphQL's. */
export interface Answer {
  readonly status: number;
  readonly headers?: Record<string, string>;
  readonly body: unknown;
}

export interface Call {
  readonly name: string;
  readonly variables: Record<string, unknown>;
  readonly headers: IncomingMessage['headers'];
}

export interface FakeServer {
  readonly url: string;
  readonly labs: FakeLab[];
  readonly progress: Map<string, FakeProgress>;
  /** Every operation that arrived. */
  readonly calls: readonly Call[];
  /** Paths of all requests. */
  readonly paths: readonly string[];
  /** The tokens that it accepts. */
  readonly tokens: Set<string>;
  /** Answers the next calls of an operation, in order, instead of the server. */
  answerNext(name: string, ...answers: (Answer | 'hang up' | 'hang')[]): void;
  /** Answers requests of a path in its own way. */
  handle(path: string, act: (request: IncomingMessage, response: ServerResponse) => void): void;
  /** What the description of the server says, besides the usual. */
  describe(part: Record<string, unknown>): void;
  /** Where the stand-in for GitHub sends the browser, with a query. The usual: a login code. */
  outcome: Record<string, string> | undefined;
  /** Whose tokens these are. The usual: ada. */
  username: string;
  /** Resolves when a request of the path has arrived. */
  received(path: string): Promise<void>;
}

export const unauthorized: Answer = {
  status: 401,
  body: { errors: [{ errorType: 'UnauthorizedException', message: 'Not allowed.' }] },
};

const lab = (id: string, more: Partial<FakeLab>): FakeLab => ({
  id,
  title: `Title of ${id}`,
  summary: `Summary of ${id}.`,
  difficulty: 'BEGINNER',
  tags: ['shell'],
  points: 10,
  estimatedMinutes: 15,
  prerequisites: [],
  verification: 'ANSWER',
  instructions: `Instructions of ${id}.\n`,
  version: 1,
  archive: null,
  ...more,
});

/** A server of labs on a port of its own, until the test ends. */
export async function givenServer(): Promise<FakeServer> {
  const labs = [
    lab('greet-everyone', { archive: await archiveOf(smallLab('greet-everyone')) }),
    lab('greet-again', {
      archive: await archiveOf(smallLab('greet-again')),
      prerequisites: ['greet-everyone'],
      difficulty: 'ADVANCED',
      tags: ['git'],
      points: 20,
    }),
    lab('tell-a-story', {
      archive: await archiveOf(smallLab('tell-a-story')),
      verification: 'SELF_REPORTED',
      points: 0,
    }),
  ];
  const progress = new Map<string, FakeProgress>();
  const calls: Call[] = [];
  const paths: string[] = [];
  const tokens = new Set([TOKEN]);
  const queued = new Map<string, (Answer | 'hang up' | 'hang')[]>();
  const handlers = new Map<string, (request: IncomingMessage, response: ServerResponse) => void>();
  const waiting = new Map<string, () => void>();
  let described: Record<string, unknown> = {};
  const codes = new Map<string, string>();

  const server = createServer((request, response) => {
    const [path = ''] = (request.url ?? '').split('?');
    paths.push(path);
    const handler = handlers.get(path);
    if (handler) handler(request, response);
    else void answer(path, request, response);
    waiting.get(path)?.();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  onTestFinished(async () => {
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const json = (response: ServerResponse, { status, headers, body }: Answer) =>
    response
      .writeHead(status, { 'content-type': 'application/json', ...headers })
      .end(typeof body === 'string' ? body : JSON.stringify(body));

  async function answer(
    path: string,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    if (path === '/.well-known/akasha-labs.json') {
      const body = {
        graphql: `${url}/graphql`,
        apiKey: API_KEY,
        auth: url,
        site: 'https://works-on-my.test',
        ...described,
      };
      return void json(response, { status: 200, body });
    }
    if (path === '/graphql') return graphql(request, response);
    if (path === '/auth/github') return authorize(request, response);
    if (path === '/auth/token') return exchange(request, response);
    const found = labs.find(({ id }) => path === `/bundles/${id}.tar.gz`);
    if (found?.archive) return void response.end(found.archive);
    return void json(response, { status: 404, body: { message: 'Not Found' } });
  }

  async function graphql(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { query, variables, operationName } = JSON.parse(await text(request)) as {
      query: string;
      variables: Record<string, unknown>;
      operationName: string;
    };
    calls.push({ name: operationName, variables, headers: request.headers });
    const planned = queued.get(operationName)?.shift();
    if (planned === 'hang up') return void request.socket.destroy();
    if (planned === 'hang') return;
    if (planned) return void json(response, planned);

    const document = parse(query);
    const [fault] = validate(schema, document);
    if (fault || !getOperationAST(document, operationName)) {
      const body = { errors: [{ errorType: 'ValidationError', message: fault?.message }] };
      return void json(response, { status: 400, body });
    }
    const key = request.headers['x-api-key'];
    const token = request.headers.authorization;
    if (key !== undefined ? key !== API_KEY : !tokens.has(token ?? '')) {
      return void json(response, unauthorized);
    }
    json(response, { status: 200, body: resolve(operationName, variables) });
  }

  /** Data, or errors. */
  function resolve(name: string, variables: Record<string, unknown>): unknown {
    const row = ({ id }: FakeLab) => {
      const own = progress.get(id);
      return own && { ...own, exercise: withBundle(labs.find((each) => each.id === id)!) };
    };
    switch (name) {
      case 'Labs': {
        // Two pages, so that clients must read both.
        const matching = labs.filter((each) => isMatch(each, variables['filter'] as object));
        const items = variables['nextToken'] ? matching.slice(1) : matching.slice(0, 1);
        const nextToken = variables['nextToken'] || matching.length < 2 ? null : 'second';
        return { data: { exercises: { items: items.map(withBundle), nextToken } } };
      }
      case 'Tags':
        return { data: { tags: ['git', 'shell'].map((tag) => ({ tag, exercises: 1 })) } };
      case 'Lab':
      case 'LabVersion': {
        const found = labs.find(({ id }) => id === variables['id']);
        return { data: { exercise: found ? withBundle(found) : null } };
      }
      case 'MyProgress':
        return {
          data: { progress: { items: labs.flatMap((each) => row(each) ?? []), nextToken: null } },
        };
      case 'Viewer':
      case 'Ranks':
        return {
          data: {
            viewer: {
              id: fake.username === 'ada' ? '1' : '2',
              username: fake.username,
              points: 30,
              completedCount: 2,
              allTime: 4,
              month: 2,
              week: null,
            },
          },
        };
      case 'StartLab':
        return startLab(variables['id'] as string);
      case 'SubmitLab':
        return submitLab(variables['input'] as { exerciseId: string; verificationHash: string });
      case 'Logout':
        tokens.clear();
        return { data: { logout: { sessionsEnded: 1, done: true } } };
      default:
        throw new Error(`No test knows ${name}.`);
    }
  }

  const isMatch = (
    { difficulty, tags, title, summary }: FakeLab,
    filter: { difficulty?: string; tag?: string; search?: string },
  ) =>
    (!filter.difficulty || difficulty === filter.difficulty) &&
    (!filter.tag || tags.includes(filter.tag)) &&
    (!filter.search || `${title} ${summary}`.toLowerCase().includes(filter.search.toLowerCase()));

  const withBundle = ({ archive, ...card }: FakeLab) => ({
    ...card,
    bundle: archive && {
      url: `${url}/bundles/${card.id}.tar.gz`,
      sha256: sha256Of(archive),
      bytes: archive.byteLength,
    },
  });

  function startLab(id: string): unknown {
    const found = labs.find((each) => each.id === id);
    if (!found) {
      const message = `There is no exercise ${id}.`;
      return { data: { startExercise: null }, errors: [{ errorType: 'NotFound', message }] };
    }
    const isJudged = found.verification === 'ANSWER';
    const row = progress.get(id) ?? {
      startedAt: '2026-11-27T10:00:00.000Z',
      completedAt: null,
      attempts: 0,
      version: found.version,
      challenge: isJudged ? CHALLENGE : null,
      variant: isJudged ? 3 : null,
    };
    progress.set(id, row);
    return { data: { startExercise: { ...row, exercise: withBundle(found) } } };
  }

  function submitLab(input: { exerciseId: string; verificationHash: string }): unknown {
    const found = labs.find(({ id }) => id === input.exerciseId)!;
    const row = progress.get(found.id);
    const payload = (outcome: string, more: object = {}) => ({
      data: {
        recordCompletion: {
          outcome,
          progress: row ?? null,
          exercise: withBundle(found),
          retryAfterSeconds: null,
          missingPrerequisites: [],
          ...more,
        },
      },
    });
    if (!row) return payload('NOT_STARTED');
    if (row.completedAt) return payload('ALREADY_COMPLETED');
    const missing = found.prerequisites.filter((id) => !progress.get(id)?.completedAt);
    if (missing.length > 0) return payload('LOCKED', { missingPrerequisites: missing });
    row.attempts += 1;
    const canonical = canonicalHash(found.id);
    const expected = row.challenge ? personalHash(canonical, row.challenge) : canonical;
    if (input.verificationHash !== expected) return payload('REJECTED');
    row.completedAt = '2026-11-27T11:00:00.000Z';
    return payload('COMPLETED');
  }

  /** The sign-in up to the redirect to the client, as if the person had agreed at once. */
  function authorize(request: IncomingMessage, response: ServerResponse): void {
    const query = new URL(request.url!, url).searchParams;
    const challenge = query.get('code_challenge')!;
    const back = new URL(query.get('return_to')!);
    if (fake.outcome) {
      for (const [name, value] of Object.entries(fake.outcome)) back.searchParams.set(name, value);
    } else {
      codes.set('login-code', challenge);
      back.searchParams.set('code', 'login-code');
    }
    response.writeHead(302, { location: back.href }).end();
  }

  async function exchange(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = JSON.parse(await text(request)) as { code: string; code_verifier: string };
    const challenge = codes.get(body.code);
    codes.delete(body.code);
    if (challenge !== challengeOf(body.code_verifier)) {
      const refused = { error: 'invalid_grant', message: 'This code is not valid.' };
      return void json(response, { status: 400, body: refused });
    }
    const session = { token: TOKEN, expiresAt: '2026-12-04T12:00:00.000Z' };
    return void json(response, { status: 200, body: session });
  }

  const fake: FakeServer = {
    url,
    labs,
    progress,
    calls,
    paths,
    tokens,
    outcome: undefined,
    username: 'ada',
    answerNext: (name, ...answers) => void queued.set(name, answers),
    handle: (path, act) => void handlers.set(path, act),
    describe: (part) => (described = part),
    received: (path) =>
      paths.includes(path)
        ? Promise.resolve()
        : new Promise((seen) => void waiting.set(path, seen)),
  };
  return fake;
}
