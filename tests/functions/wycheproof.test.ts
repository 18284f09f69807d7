import { createHmac, webcrypto } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { afterAll, describe, expect, it, vi } from 'vitest';

/**
 * Every case of Wycheproof for HS256, in our own token format and with our own keys. Each case
 * makes the change in its name to an otherwise valid token. We do not use JSON Web Keys. Cases
 * about them test the equivalent instead: the secrets and the purpose of a token.
 *
 * @see https://github.com/C2SP/wycheproof/tree/main/testvectors_v1: json_web_signature_test.json (jws),
 *   json_web_key_test.json (jwk), json_web_crypto_test.json (jwc)
 */
const KEY = 'a key that is as long as HS256 wants it';
const OTHER_KEY = 'another key that is as long as it has to be';

const base64url = (text: string) => Buffer.from(text).toString('base64url');
const header = (text = '{"alg":"HS256","typ":"JWT"}') => base64url(text);
const payload = (jti = 'one', audience = 'session') =>
  base64url(
    `{"iss":"akasha-labs","aud":"akasha-labs/${audience}","sub":"7","jti":"${jti}","exp":4102444800}`,
  );
const mac = (head: string, body: string, key = KEY) =>
  createHmac('sha256', key).update(`${head}.${body}`).digest('base64url');
/** Signs the parts exactly as they are written. */
const signed = (head = header(), body = payload(), key = KEY) =>
  `${head}.${body}.${mac(head, body, key)}`;

const HEAD = header();
const BODY = payload();
const MAC = mac(HEAD, BODY);
const VALID = `${HEAD}.${BODY}.${MAC}`;

/** Payloads with codes that start with bytes of only zeros and of only ones. */
const [ZEROS, ONES] = [payload('32851795'), payload('3304719')];
const [ZEROS_MAC, ONES_MAC] = [mac(HEAD, ZEROS), mac(HEAD, ONES)];

/** Its last character has unused bits. The next character decodes to the same bytes. */
const ROUND = payload('1');
const looseEnd = ROUND.slice(0, -1) + String.fromCharCode(ROUND.charCodeAt(ROUND.length - 1) + 1);

/** The same claims, signed by another library and by Web Crypto. */
const byLibrary = jwt.sign(Buffer.from(BODY, 'base64url').toString(), KEY, {
  algorithm: 'HS256',
  header: { alg: 'HS256', typ: 'JWT' },
});
async function byWebCrypto() {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const key = await webcrypto.subtle.importKey('raw', Buffer.from(KEY), algorithm, false, ['sign']);
  const code = await webcrypto.subtle.sign('HMAC', key, Buffer.from(`${HEAD}.${BODY}`));
  return `${HEAD}.${BODY}.${Buffer.from(code).toString('base64url')}`;
}

const jsonSerialization = JSON.stringify({
  payload: BODY,
  signatures: [{ protected: HEAD, header: { unknown: 'untrustworthy' }, signature: MAC }],
});
const unsigned = `${header('{"alg":"none","typ":"JWT"}')}.${BODY}.`;

const GOOD = 'accepts';
const BAD = 'refuses';

const cases: [
  id: string,
  verdict: typeof GOOD | typeof BAD,
  what: string,
  token: string,
  secret?: string,
][] = [
  ['jws 1', GOOD, 'a valid token', VALID],
  ['jws 2', BAD, 'a changed code', `${HEAD}.${BODY}.${MAC[0] === 'X' ? 'Y' : 'X'}${MAC.slice(1)}`],
  ['jws 3', BAD, 'no code', `${HEAD}.${BODY}.`],
  ['jws 4', BAD, 'no code and no separator', `${HEAD}.${BODY}`],
  ['jws 5', BAD, 'a changed payload', `${HEAD}.${payload('two')}.${MAC}`],
  ['jws 6', BAD, 'no payload', `${HEAD}..${MAC}`],
  ['jws 7', BAD, 'no payload and no separator', `${HEAD}.${MAC}`],
  ['jws 8', BAD, 'a changed header', `${header('{"typ":"JWT","alg":"HS256"}')}.${BODY}.${MAC}`],
  ['jws 9', BAD, 'no header', `.${BODY}.${MAC}`],
  ['jws 10', BAD, 'no header and no separator', `${BODY}.${MAC}`],
  ['jws 11', BAD, 'neither header nor code', `.${BODY}.`],
  ['jws 12', BAD, 'a payload alone', BODY],
  ['jws 13', BAD, 'an empty text', ''],
  ['jws 14', BAD, 'a fourth part that is empty', `${VALID}.`],
  ['jws 15', BAD, 'a fourth part', `${VALID}.foo`],
  ['jws 16', BAD, 'the algorithm none, without a code', unsigned],
  ['jws 17', BAD, 'JSON serialization', jsonSerialization],
  ['jws 348', GOOD, 'a token that another library signed', byLibrary],
  ['jws 352', GOOD, 'a token that Web Crypto signed', await byWebCrypto()],
  ['jws 357', GOOD, 'another valid token', signed(HEAD, payload('three'))],
  ['jws 358', GOOD, 'a code of zeros at first', signed(HEAD, ZEROS)],
  ['jws 359', GOOD, 'a code of ones at first', signed(HEAD, ONES)],
  ['jws 360', BAD, 'spaces before the code', `${HEAD}.${BODY}.    ${MAC}`],
  ['jws 361', BAD, 'a stray character before the code', `${HEAD}.${BODY}.?${MAC}`],
  ['jws 362', BAD, 'a stray character after the code', `${VALID}?`],
  ['jws 363', BAD, 'a stray one for a zero', `${HEAD}.${ZEROS}.?${ZEROS_MAC.slice(1)}`],
  ['jws 364', BAD, 'stray ones for ones', `${HEAD}.${ONES}.????${ONES_MAC.slice(4)}`],
  ['jws 365', BAD, 'spaces after the header, signed', signed(`${HEAD}    `)],
  ['jws 366', BAD, 'stray characters after the header, signed', signed(`${HEAD}####`)],
  ['jws 367', BAD, 'padding after the header, signed', signed(`${HEAD}=`)],
  ['jws 368', BAD, 'spaces before the payload, signed', signed(HEAD, `    ${BODY}`)],
  ['jws 369', BAD, 'stray characters before the payload, signed', signed(HEAD, `####${BODY}`)],
  ['jws 370', BAD, 'padding after the payload, signed', signed(HEAD, `${BODY}=`)],
  ['jws 371', BAD, 'a stray character before the payload, signed', signed(HEAD, `?${BODY}`)],
  // Valid according to Wycheproof. RFC 4648 §3.3 requires decoders to reject these two, so we do.
  ['jws 372', BAD, 'a stray character in the header', VALID.replace('.', '?.')],
  ['jws 373', BAD, 'a stray character in the payload', `${HEAD}.${BODY}?.${MAC}`],
  ['jws 374', BAD, 'changed unused bits', `${HEAD}.${looseEnd}.${mac(HEAD, ROUND)}`],
  ['jws 375', BAD, 'changed unused bits, signed', signed(HEAD, looseEnd)],
  // Valid according to Wycheproof. We write one header, and refuse any other text for it.
  ['jws 376', BAD, 'spaces in the JSON', signed(header('{ "alg" : "HS256", "typ" : "JWT" }'))],
  ['jws 377', BAD, 'a line in the JSON', signed(header('{"alg":"HS256",\n\t"typ":"JWT"}'))],
  ['jwk 1', BAD, 'everything, with a secret that is none', VALID, `${KEY},short`],
  ['jwk 2', GOOD, 'the first of several secrets', VALID, `${KEY},${OTHER_KEY}`],
  ['jwk 3', BAD, 'a changed code, with several', `${VALID.slice(0, -2)}AA`, `${KEY},${OTHER_KEY}`],
  [
    'jwk 4',
    BAD,
    'a token that names its key',
    signed(header('{"alg":"HS256","typ":"JWT","kid":"1"}')),
  ],
  ['jwk 10', BAD, 'a secret of 31 bytes', signed(HEAD, BODY, 'x'.repeat(31)), 'x'.repeat(31)],
  ['jwk 13', GOOD, 'a secret of 65 bytes', signed(HEAD, BODY, 'x'.repeat(65)), 'x'.repeat(65)],
  ['jwk 16', BAD, 'an empty secret', signed(HEAD, BODY, ''), ''],
  ['jwk 25', BAD, 'a token for another purpose', signed(HEAD, payload('one', 'sign-in'))],
  ['jwk 26', BAD, 'the key of another purpose', signed(HEAD, BODY, OTHER_KEY)],
  ['jwc 31', BAD, 'a key that everybody knows', signed(HEAD, BODY, 'akasha-labs/session')],
  ['jwc 47', BAD, 'everything, with a first secret that is none', VALID, `short,${KEY}`],
  ['jwc 48', GOOD, 'the last of several secrets', VALID, `${OTHER_KEY},${KEY}`],
  ['jwc 49', BAD, 'a changed code, with several', `${VALID.slice(0, -2)}AA`, `${OTHER_KEY},${KEY}`],
];

async function isAccepted(token: string, secret: string): Promise<boolean> {
  vi.resetModules();
  vi.doMock('../../functions/lib/config', () => ({ config: { JwtSecret: { value: secret } } }));
  const { verifyJwt } = await import('../../functions/lib/jwt');
  try {
    return verifyJwt('akasha-labs/session', token) !== undefined;
  } catch {
    // Without a usable secret, `verifyJwt` throws and its callers refuse.
    return false;
  }
}

afterAll(() => vi.doUnmock('../../functions/lib/config'));

describe('Wycheproof for HS256', () => {
  it('has 53 cases', () => {
    expect(new Set(cases.map(([id]) => id)).size).toBe(53);
    expect(ZEROS_MAC).toMatch(/^AAAA/);
    expect(ONES_MAC).toMatch(/^____/);
    expect(Buffer.from(looseEnd, 'base64url')).toEqual(Buffer.from(ROUND, 'base64url'));
  });

  it.each(cases)('%s %s %s', async (_, verdict, __, token, secret = KEY) => {
    expect(await isAccepted(token, secret)).toBe(verdict === GOOD);
  });
});

describe('a token that we signed in another form', () => {
  const claims = (change: object) =>
    base64url(
      JSON.stringify({
        iss: 'akasha-labs',
        aud: 'akasha-labs/session',
        sub: '7',
        jti: 'one',
        exp: 4_102_444_800,
        ...change,
      }),
    );

  it.each<[string, string]>([
    ['crit', '{"alg":"HS256","typ":"JWT","crit":["exp"],"exp":1}'],
    ['an empty crit', '{"alg":"HS256","typ":"JWT","crit":[]}'],
    ['b64: false', '{"alg":"HS256","typ":"JWT","b64":false,"crit":["b64"]}'],
    ['b64: true', '{"alg":"HS256","typ":"JWT","b64":true}'],
    ['a key of its own', '{"alg":"HS256","typ":"JWT","jwk":{"kty":"oct","k":"AAAA"}}'],
    ['the address of a key', '{"alg":"HS256","typ":"JWT","jku":"https://elsewhere.example"}'],
    ['compression', '{"alg":"HS256","typ":"JWT","zip":"DEF"}'],
    ['a content type', '{"alg":"HS256","typ":"JWT","cty":"JWT"}'],
    ['another type', '{"alg":"HS256","typ":"at+jwt"}'],
    ['no type', '{"alg":"HS256"}'],
    ['a type in lower case', '{"alg":"HS256","typ":"jwt"}'],
    ['an algorithm in a list', '{"alg":["HS256"],"typ":"JWT"}'],
    ['an algorithm in lower case', '{"alg":"hs256","typ":"JWT"}'],
    ['a prototype', '{"alg":"HS256","typ":"JWT","__proto__":{"crit":[]}}'],
    ['a list', '["HS256"]'],
    ['null', 'null'],
    ['no JSON', '{"alg":"HS256","typ":"JWT"'],
    ['another order', '{"typ":"JWT","alg":"HS256"}'],
    ['an algorithm twice', '{"alg":"none","alg":"HS256","typ":"JWT"}'],
    ['a type twice', '{"alg":"HS256","typ":"JWT","typ":"JWT"}'],
    ['a space before it', ' {"alg":"HS256","typ":"JWT"}'],
    ['a line after it', '{"alg":"HS256","typ":"JWT"}\n'],
    ['an escaped letter', '{"alg":"HS25\\u0036","typ":"JWT"}'],
  ])('is refused with %s in its header', async (_, text) => {
    expect(await isAccepted(signed(header(text)), KEY)).toBe(false);
  });

  it.each<[string, object]>([
    ['an audience in a list', { aud: ['akasha-labs/session'] }],
    ['two audiences', { aud: ['akasha-labs/session', 'akasha-labs/sign-in'] }],
    ['an issuer in a list', { iss: ['akasha-labs'] }],
    ['an expiry in words', { exp: '4102444800' }],
    ['no expiry', { exp: undefined }],
  ])('is refused with %s in its claims', async (_, change) => {
    expect(await isAccepted(signed(HEAD, claims(change)), KEY)).toBe(false);
    expect(await isAccepted(signed(HEAD, claims({})), KEY)).toBe(true);
  });

  it.each([
    ['exp', '1e400'],
    ['exp', '9007199254740992'],
    ['exp', '4102444800.5'],
    ['iat', '-1e400'],
    ['iat', '0.5'],
    ['iat', '9007199254740992'],
  ])('is refused with an %s of %s', async (name, number) => {
    const text = Buffer.from(claims({ iat: 1_700_000_000 }), 'base64url').toString();
    const changed = text.replace(new RegExp(`"${name}":\\d+`), `"${name}":${number}`);
    expect(changed).not.toBe(text);
    expect(await isAccepted(signed(HEAD, base64url(changed)), KEY)).toBe(false);
    expect(await isAccepted(signed(HEAD, base64url(text)), KEY)).toBe(true);
  });
});
