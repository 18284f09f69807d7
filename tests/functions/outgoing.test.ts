import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { linkResources } from '../../local/resources';

/** Maximum size of a response, in bytes. */
const MAX_BYTES = 1_048_576;

const closings: (() => void)[] = [];
beforeAll(() => void vi.spyOn(console, 'error').mockImplementation(() => undefined));
afterAll(() => {
  vi.restoreAllMocks();
  closings.forEach((close) => close());
});

async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  closings.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

let answer: RequestListener;
const url = await serve((request, response) => answer(request, response));
const arrivedElsewhere: IncomingMessage[] = [];
const elsewhere = await serve((request, response) => {
  arrivedElsewhere.push(request);
  response.end('{}');
});

linkResources({
  url,
  frontendUrl: url,
  dynamoEndpoint: 'http://127.0.0.1:1',
  jwtSecret: 'a secret for tests that is long enough',
});
const { exchangeCode, readProfile } = await import('../../functions/lib/github');
const { askGraphql } = await import('../../functions/lib/graphql');

const failure = async (work: Promise<unknown>): Promise<Error> =>
  work.then(
    () => expect.unreachable(),
    (error: Error) => error,
  );

const requests: [string, () => Promise<unknown>][] = [
  ['the exchange at GitHub', () => exchangeCode(new URL(url), 'a-code', 'v'.repeat(43))],
  ['the profile at GitHub', () => readProfile('a-token')],
  ['our own API', () => askGraphql('mutation { publish }', {})],
];

describe('a request that carries a secret', () => {
  it.each(
    requests.flatMap(([name, send]) =>
      [301, 302, 303, 307, 308].map((status) => [name, status, send] as const),
    ),
  )('does not follow a redirect: %s, %i', async (_, status, send) => {
    answer = (_, response) => response.writeHead(status, { location: elsewhere }).end();
    expect(inspect(await failure(send()))).toContain(`returned ${status}`);
    expect(arrivedElsewhere).toEqual([]);
  });

  const filler = (bytes: number) => ({
    // Valid for every request, so that only its length can be refused.
    access_token: 'a-token',
    id: 7,
    login: 'asha',
    avatar_url: 'https://a.example/7',
    data: {},
    filler: 'x'.repeat(bytes),
  });
  const bodyOf = (bytes: number) =>
    JSON.stringify(filler(bytes - JSON.stringify(filler(0)).length));

  it.each(requests)('reads a response of at most 1 MiB: %s', async (_, send) => {
    answer = (_, response) => response.end(bodyOf(MAX_BYTES));
    await send();
    answer = (_, response) => response.end(bodyOf(MAX_BYTES + 1));
    expect(inspect(await failure(send()))).toContain(`longer than ${MAX_BYTES} bytes`);
  });

  it.each(requests)('aborts a response that never ends: %s', async (_, send) => {
    let sent = 0;
    const hungUp: Promise<unknown>[] = [];
    answer = (_, response) => {
      hungUp.push(once(response, 'close'));
      const chunk = Buffer.alloc(65_536, 120);
      const more = () => {
        while (!response.destroyed && response.write(chunk)) sent += chunk.length;
      };
      response.on('drain', more);
      more();
    };
    expect(inspect(await failure(send()))).toContain(`longer than ${MAX_BYTES} bytes`);
    await Promise.all(hungUp);
    expect(sent).toBeLessThan(100 * MAX_BYTES);
  });

  it('does not expose a token that is invalid in a header', async () => {
    for (const access_token of [
      'gho_verysecret\nx',
      'gho_verysecret\u2028',
      ' gho_verysecret',
      '',
    ]) {
      answer = (_, response) => response.end(JSON.stringify({ access_token }));
      const error = await failure(exchangeCode(new URL(url), 'a-code', 'v'.repeat(43)));
      expect(inspect(error)).toContain('GitHub returned an unexpected response');
      expect(inspect(error, { depth: Infinity, showHidden: true })).not.toContain('verysecret');
    }
  });

  it('exposes only well-formed error codes of GitHub', async () => {
    for (const error of ['bad_verification_code', 'gho verysecret', 'x\n{"event":"signed_in"}']) {
      answer = (_, response) => response.end(JSON.stringify({ error }));
      const { message } = await failure(exchangeCode(new URL(url), 'a-code', 'v'.repeat(43)));
      expect(message).toBe(
        `GitHub refused the code: ${error === 'bad_verification_code' ? error : 'an unknown error'}`,
      );
    }
  });
});

describe('a profile from GitHub', () => {
  const user = { id: 7, login: 'asha', avatar_url: 'https://avatars.example/7' };
  const emails = [{ email: 'asha@a.example', primary: true, verified: true }];

  /** Reads the profile from these two responses of GitHub. */
  function profileWith(change: object, addresses: unknown = emails) {
    answer = (request, response) =>
      response.end(
        JSON.stringify(request.url?.endsWith('/emails') ? addresses : { ...user, ...change }),
      );
    return readProfile('a-token');
  }

  it.each([
    'a',
    'Meera-K',
    'x'.repeat(39),
    // From GitHub's first years, and of companies (GitHub's own accounts, github-username-regex#7).
    '-Jerry-',
    '0----0',
    'foo-',
    'octocat_acme',
  ])('may have the login %s', async (login) => {
    expect(await profileWith({ login })).toMatchObject({ username: login });
  });

  it.each([
    '',
    'x'.repeat(40),
    'two words',
    'dot.dot',
    '<b>',
    'a\u202eb',
    'a\n',
    'é',
    'name[bot]',
    '\ud800',
    7,
    null,
  ])('may not have the login %j', async (login) => {
    expect((await failure(profileWith({ login }))).name).toBe('GithubError');
  });

  it.each([
    ['https://avatars.example/7?v=4', 'https://avatars.example/7?v=4'],
    ['HTTPS://Avatars.example/a b', 'https://avatars.example/a%20b'],
    [`${url}/github/avatars/7.svg`, `${url}/github/avatars/7.svg`],
  ])('may have the avatar %s', async (avatar_url, avatarUrl) => {
    expect(await profileWith({ avatar_url })).toMatchObject({ avatarUrl });
  });

  it.each([
    'http://avatars.example/7',
    'javascript:alert(1)',
    'data:image/png;base64,AAAA',
    '//avatars.example/7',
    '/7.png',
    '',
    `https://avatars.example/${'x'.repeat(500)}`,
    7,
    null,
  ])('may not have the avatar %j', async (avatar_url) => {
    expect((await failure(profileWith({ avatar_url }))).name).toBe('GithubError');
  });

  it.each<[string, unknown, string | null]>([
    ['an address', emails, 'asha@a.example'],
    ['no address', [], null],
    ['one without a host', [{ ...emails[0], email: 'asha' }], null],
    ['one in two lines', [{ ...emails[0], email: 'asha@a.example\nbcc' }], null],
    ['one with a formatting character', [{ ...emails[0], email: 'asha\u202e@a.example' }], null],
    ['one that is too long', [{ ...emails[0], email: `${'x'.repeat(250)}@a.example` }], null],
  ])('may have an email address or none: %s', async (_, addresses, email) => {
    expect((await profileWith({}, addresses)).email).toBe(email);
  });
});
