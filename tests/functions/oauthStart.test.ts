import { describe, expect, it, vi } from 'vitest';
import {
  BASE,
  begin,
  challengeOf,
  consent,
  errorOf,
  FRONTEND,
  givenWorld,
  signInTo,
  VERIFIER,
  visit,
} from './world';

await givenWorld();

describe('GET /auth/github', () => {
  it('redirects to GitHub with a new state and a new challenge', async () => {
    const { response, consent: at } = await begin();
    expect(response.status).toBe(302);
    expect(at.origin + at.pathname).toBe(`${BASE}/github/login/oauth/authorize`);
    expect(Object.fromEntries(at.searchParams)).toEqual({
      client_id: 'stand-in',
      redirect_uri: `${BASE}/auth/github/callback`,
      scope: 'read:user user:email',
      state: expect.stringMatching(/^[\w-]{43}$/) as string,
      code_challenge: expect.stringMatching(/^[\w-]{43}$/) as string,
      code_challenge_method: 'S256',
    });
    expect(at.searchParams.get('code_challenge')).not.toBe(challengeOf(VERIFIER));
    expect((await begin()).consent.searchParams.get('state')).not.toBe(
      at.searchParams.get('state'),
    );
  });

  it.each([
    ['https', '__Host-akasha-signin', '; Secure'],
    ['http', 'akasha-signin', ''],
  ])('stores the sign-in in a cookie for %s', async (protocol, name, secure) => {
    const { handler } = await import('../../functions/oauth/start');
    const { invokeHttpApi } = await import('../../local/lambda/httpApi');
    const url = `${protocol}://api.example/auth/github?code_challenge=${challengeOf(VERIFIER)}`;
    const response = await invokeHttpApi(handler, new Request(url), 'GET /auth/github');
    const [line = ''] = response.headers.getSetCookie();
    const { searchParams } = new URL(response.headers.get('location') ?? '');
    const tab = searchParams.get('state')?.slice(0, 8);
    const [, value = ''] = /^[^=]+=([^;]+);/.exec(line) ?? [];
    expect(line).toBe(
      `${name}-${tab}=${value}; Max-Age=600; Path=/; HttpOnly; SameSite=Lax${secure}`,
    );
    expect(searchParams.get('redirect_uri')).toBe(`${protocol}://api.example/auth/github/callback`);
  });

  /** Expects a redirect to the frontend with a hint for the developer of the client. */
  function expectRefusal(response: Response, hint: string) {
    expect(response.status).toBe(302);
    const location = new URL(response.headers.get('location') ?? '');
    expect(location.origin + location.pathname).toBe(`${FRONTEND}/`);
    expect(Object.fromEntries(location.searchParams)).toEqual({
      error: 'invalid_request',
      error_description: expect.stringContaining(hint) as string,
    });
    expect(response.headers.getSetCookie()).toEqual([]);
  }

  it.each([
    ['no challenge', { code_challenge: '' }],
    ['a challenge that is too short', { code_challenge: 'x'.repeat(42) }],
    ['a challenge that is too long', { code_challenge: 'x'.repeat(44) }],
    ['a challenge in plain base64', { code_challenge: `${'x'.repeat(42)}+` }],
    ['a challenge and a line break', { code_challenge: `${'x'.repeat(43)}\n` }],
    ['the plain method', { code_challenge_method: 'plain' }],
    ['an empty method', { code_challenge_method: '' }],
  ])('refuses %s', async (_, query) => {
    expectRefusal((await begin(query)).response, 'code_challenge');
  });

  it('accepts S256 as an explicit method', async () => {
    expect((await begin({ code_challenge_method: 'S256' })).response.status).toBe(302);
  });

  it.each([
    ['/', '/'],
    ['/exercises/read-an-access-log', '/exercises/read-an-access-log'],
    ['/exercises?tag=git&sort=new', '/exercises?tag=git&sort=new'],
    ['/exercises#https://elsewhere.example', '/exercises#https://elsewhere.example'],
    ['/@elsewhere.example', '/@elsewhere.example'],
    ['/%2F%2Felsewhere.example', '/%2F%2Felsewhere.example'],
    ['/%5Celsewhere.example', '/%5Celsewhere.example'],
    ['/exercises/../viewer', '/viewer'],
    ['/?code=stale&error=stale', '/'],
    [`/${'x'.repeat(1_023)}`, `/${'x'.repeat(1_023)}`],
  ])('redirects back to %s', async (return_to, path) => {
    const back = await signInTo('asha-rao', { return_to });
    expect(back.searchParams.getAll('code')).toEqual([expect.stringMatching(/^[\w-]{43}$/)]);
    back.searchParams.delete('code');
    expect(back.href).toBe(FRONTEND + path);
  });

  it.each([
    '',
    'exercises',
    ' /exercises',
    '//elsewhere.example',
    '///elsewhere.example',
    '/\\elsewhere.example',
    '\\\\elsewhere.example',
    '/exercises\\..',
    '/\t/elsewhere.example',
    '/\n/elsewhere.example',
    '/exercises\u0000',
    '/exercises\u007f',
    '/.//elsewhere.example',
    '/..//elsewhere.example',
    '/exercises/..//elsewhere.example',
    'https://elsewhere.example',
    'https:/elsewhere.example',
    `${FRONTEND}/exercises`,
    `${FRONTEND}@elsewhere.example`,
    'javascript:alert(1)',
    'data:text/html,x',
    '?code=x',
    '#top',
    `/${'x'.repeat(1_024)}`,
  ])('refuses to redirect back to %j', async (return_to) => {
    expectRefusal((await begin({ return_to })).response, 'return_to');
  });

  it.each([
    ['http://127.0.0.1:1/callback', 'http://127.0.0.1:1/callback'],
    ['http://127.0.0.1:80/callback', 'http://127.0.0.1/callback'],
    ['http://127.0.0.1:49152/callback', 'http://127.0.0.1:49152/callback'],
    ['http://127.0.0.1:65535/callback', 'http://127.0.0.1:65535/callback'],
    ['http://127.0.0.1:8123/callback?state=a', 'http://127.0.0.1:8123/callback?state=a'],
    [
      `http://127.0.0.1:8123/callback?state=${'aZ0_-'.repeat(25)}xyz`,
      `http://127.0.0.1:8123/callback?state=${'aZ0_-'.repeat(25)}xyz`,
    ],
  ])("redirects back to a program on the person's own machine: %s", async (return_to, address) => {
    const back = await signInTo('asha-rao', { return_to });
    expect(back.searchParams.getAll('code')).toEqual([expect.stringMatching(/^[\w-]{43}$/)]);
    back.searchParams.delete('code');
    expect(back.href).toBe(address);
  });

  it.each([
    ['a name', 'http://localhost:8123/callback'],
    ['another address of the machine', 'http://127.0.0.2:8123/callback'],
    ['every address of the machine', 'http://0.0.0.0:8123/callback'],
    ['IPv6', 'http://[::1]:8123/callback'],
    ['IPv4 in IPv6', 'http://[::ffff:127.0.0.1]:8123/callback'],
    ['a short address', 'http://127.1:8123/callback'],
    ['a number for an address', 'http://2130706433:8123/callback'],
    ['octal digits', 'http://0177.0.0.1:8123/callback'],
    ['hexadecimal digits', 'http://0x7f.0.0.1:8123/callback'],
    ['full-width digits', 'http://１27.0.0.1:8123/callback'],
    ['another dot', 'http://127。0.0.1:8123/callback'],
    ['a dot at the end of the address', 'http://127.0.0.1.:8123/callback'],
    ['a domain that begins with the address', 'http://127.0.0.1.elsewhere.example:8123/callback'],
    ['https', 'https://127.0.0.1:8123/callback'],
    ['another scheme', 'ftp://127.0.0.1:8123/callback'],
    ['capital letters', 'HTTP://127.0.0.1:8123/callback'],
    ['no scheme', '//127.0.0.1:8123/callback'],
    ['one slash', 'http:/127.0.0.1:8123/callback'],
    ['backslashes', 'http:\\\\127.0.0.1:8123/callback'],
    ['a user', 'http://user@127.0.0.1:8123/callback'],
    ['a user and a password', 'http://user:password@127.0.0.1:8123/callback'],
    ['the address as a user', 'http://127.0.0.1:8123@elsewhere.example/callback'],
    ['the whole address as a user', 'http://127.0.0.1:8123/callback@elsewhere.example'],
    ['no port', 'http://127.0.0.1/callback'],
    ['an empty port', 'http://127.0.0.1:/callback'],
    ['port 0', 'http://127.0.0.1:0/callback'],
    ['a port with a leading zero', 'http://127.0.0.1:08123/callback'],
    ['a negative port', 'http://127.0.0.1:-1/callback'],
    ['port 65536', 'http://127.0.0.1:65536/callback'],
    ['a port of six digits', 'http://127.0.0.1:100000/callback'],
    ['no path', 'http://127.0.0.1:8123'],
    ['the root', 'http://127.0.0.1:8123/'],
    ['another path', 'http://127.0.0.1:8123/other'],
    ['a longer path', 'http://127.0.0.1:8123/callback/more'],
    ['a slash at the end', 'http://127.0.0.1:8123/callback/'],
    ['a path in capital letters', 'http://127.0.0.1:8123/Callback'],
    ['a path with dots', 'http://127.0.0.1:8123/x/../callback'],
    ['an encoded path', 'http://127.0.0.1:8123/%63allback'],
    ['an encoded colon', 'http://127.0.0.1%3A8123/callback'],
    ['an address that is encoded twice', 'http%3A%2F%2F127.0.0.1%3A8123%2Fcallback'],
    ['an empty query', 'http://127.0.0.1:8123/callback?'],
    ['another query', 'http://127.0.0.1:8123/callback?code=mine'],
    ['an empty state', 'http://127.0.0.1:8123/callback?state='],
    ['a state and more', 'http://127.0.0.1:8123/callback?state=a&code=mine'],
    ['a second query', 'http://127.0.0.1:8123/callback?state=a?code=mine'],
    ['a state of other letters', 'http://127.0.0.1:8123/callback?state=a+b'],
    ['an encoded state', 'http://127.0.0.1:8123/callback?state=a%26code=mine'],
    ['a state that is too long', `http://127.0.0.1:8123/callback?state=${'x'.repeat(129)}`],
    ['a fragment', 'http://127.0.0.1:8123/callback#top'],
    ['an empty fragment', 'http://127.0.0.1:8123/callback#'],
    ['a fragment after a state', 'http://127.0.0.1:8123/callback?state=a#top'],
    ['a space before it', ' http://127.0.0.1:8123/callback'],
    ['a space after it', 'http://127.0.0.1:8123/callback '],
    ['a line feed after it', 'http://127.0.0.1:8123/callback\n'],
    ['a carriage return after it', 'http://127.0.0.1:8123/callback\r'],
    ['a line break and a header', 'http://127.0.0.1:8123/callback\r\nset-cookie: a=b'],
    ['a line break after a state', 'http://127.0.0.1:8123/callback?state=a\r\n'],
    ['a tab within it', 'http://127.0.0.1:81\t23/callback'],
    ['a null character after it', 'http://127.0.0.1:8123/callback\u0000'],
    ['a line before it', 'javascript:alert(1)\nhttp://127.0.0.1:8123/callback'],
  ])('refuses to redirect back to a program at an address with %s', async (_, return_to) => {
    expectRefusal((await begin({ return_to })).response, 'return_to');
  });

  describe('keeps its cookie below the size limit of browsers', () => {
    /** Name, value and attributes together (RFC 6265 §6.1). */
    const COOKIE_MAX_BYTES = 4_096;

    it.each([
      ['the longest path', `/${'x'.repeat(1_023)}`],
      ['the longest query in two bytes a character', `/?q=${'é'.repeat(440)}`],
      ['a path of letters that take twelve', `/${'😀'.repeat(220)}`],
      ['quotes and angle brackets', `/?q=${'"<>'.repeat(200)}`],
    ])('with %s', async (_, return_to) => {
      const { response, consent: at, cookie } = await begin({ return_to });
      const [line = ''] = response.headers.getSetCookie();
      expect(line.length).toBeGreaterThan(1_800);
      expect(Buffer.byteLength(line)).toBeLessThanOrEqual(COOKIE_MAX_BYTES);
      const back = new URL(
        (await visit(await consent(at, 'asha-rao'), cookie)).headers.get('location') ?? '',
      );
      back.searchParams.delete('code');
      expect(decodeURI(back.href)).toBe(decodeURI(new URL(return_to, FRONTEND).href));
    });

    it.each([
      ['457 é', `/${'é'.repeat(457)}`],
      ['1,023 é', `/${'é'.repeat(1_023)}`],
      ['256 emoji', `/${'😀'.repeat(256)}`],
    ])('and refuses %s, because the cookie would exceed it', async (_, return_to) => {
      expectRefusal((await begin({ return_to })).response, 'return_to is too long');
    });
  });

  describe('in a browser with other tabs', () => {
    /** The cookies of a browser after some responses, in the order in which it sends them. */
    function jar(cookies: string, ...answers: Response[]): string {
      const held = new Map(
        cookies
          .split('; ')
          .filter(Boolean)
          .map((each) => each.split('=', 2) as [string, string]),
      );
      for (const line of answers.flatMap(({ headers }) => headers.getSetCookie())) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
        if (line.includes('Max-Age=0')) held.delete(name);
        else held.set(name, value);
      }
      return [...held].map(([name, value]) => `${name}=${value}`).join('; ');
    }

    it('supports concurrent sign-ins, whichever ends first', async () => {
      const first = await begin({ return_to: '/first' });
      const second = await begin({ return_to: '/second' }, jar('', first.response));
      let cookies = jar('', first.response, second.response);
      const back: string[] = [];
      for (const { consent: at } of [second, first]) {
        const response = await visit(await consent(at, 'asha-rao'), cookies);
        cookies = jar(cookies, response);
        back.push(new URL(response.headers.get('location') ?? '').pathname);
        expect(errorOf(response)).toBeNull();
      }
      expect(back).toEqual(['/second', '/first']);
      expect(cookies).toBe('');
    });

    it('keeps the latest five, and ends older ones', async () => {
      vi.useFakeTimers({ toFake: ['Date'] });
      let cookies = 'theme=dark';
      const begun: Awaited<ReturnType<typeof begin>>[] = [];
      for (let tab = 0; tab < 7; tab += 1) {
        begun.push(await begin({}, cookies));
        cookies = jar(cookies, begun.at(-1)!.response);
        vi.setSystemTime(Date.now() + 400);
      }
      expect(cookies.split('; ')).toEqual([
        'theme=dark',
        ...begun.slice(-5).map(({ cookie }) => cookie),
      ]);
      const answers = await Promise.all(
        begun.map(async ({ consent: at }) => visit(await consent(at, 'asha-rao'), cookies)),
      );
      const expired = 'sign_in_expired';
      expect(answers.map(errorOf)).toEqual([expired, expired, null, null, null, null, null]);
    });

    it('leaves room for other headers within the limit of API Gateway', async () => {
      let cookies = '';
      for (let tab = 0; tab < 5; tab += 1) {
        const { response } = await begin({ return_to: `/${'é'.repeat(440)}` }, cookies);
        cookies = jar(cookies, response);
        expect(cookies.length).toBeLessThan(8_000);
      }
      expect(cookies.split('; ')).toHaveLength(1);
    });

    it('deletes expired and invalid sign-ins, and no other cookie', async () => {
      vi.useFakeTimers({ toFake: ['Date'] });
      const old = await begin();
      vi.setSystemTime(Date.now() + 600_000);
      const others = 'akasha-signin-forged01=x; akasha-signin-=y; other=z; akasha-signin=w';
      const { response } = await begin({}, `${old.cookie}; ${others}`);
      const ended = response.headers.getSetCookie().slice(1);
      expect(ended.map((line) => line.split('=')[0]).sort()).toEqual(
        [old.cookie.split('=')[0], 'akasha-signin-forged01'].sort(),
      );
      for (const line of ended) expect(line).toContain('=; Max-Age=0; Path=/; HttpOnly');
    });
  });
});

describe('a sign-in without a configured frontend', () => {
  it('returns the error as JSON', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    vi.resetModules();
    vi.doMock('../../functions/lib/config', () => ({ config: {} }));
    const { handler } = await import('../../functions/oauth/start');
    const { invokeHttpApi } = await import('../../local/lambda/httpApi');
    const url = 'https://api.example/auth/github';
    const response = await invokeHttpApi(handler, new Request(url), 'GET /auth/github');
    expect(response.status).toBe(500);
    expect(await response.json()).toEqual({
      error: 'server_error',
      message: 'Something went wrong on our side. Try again.',
    });
    vi.doUnmock('../../functions/lib/config');
    vi.resetModules();
  });
});
