import { SignatureV4 } from '@smithy/signature-v4';
import fc from 'fast-check';
import jwt from 'jsonwebtoken';
import { createHash, createHmac } from 'node:crypto';
import { API_KEY, IAM } from './given';
import { anyText } from './texts';

export const JWT_SECRET = 'a secret of more than thirty-two bytes';

/** The credentials of a request, and whether they are valid. */
export interface Claim {
  readonly headers: Record<string, string>;
  readonly isTrue: boolean;
}

const word = anyText(12);

/** A text with some of it cut out, doubled or replaced. */
const damaged = (text: string): fc.Arbitrary<string> =>
  fc
    .record({
      at: fc.nat(text.length),
      removed: fc.nat(Math.min(20, text.length)),
      inserted: fc.oneof(fc.constantFrom('', '.', '=', ',', '/', ' ', '\0', '%', '"'), word),
    })
    .map(({ at, removed, inserted }) => text.slice(0, at) + inserted + text.slice(at + removed));

const apiKey: fc.Arbitrary<Claim> = fc
  .oneof(fc.constant(API_KEY), damaged(API_KEY), word)
  .map((key) => ({ headers: { 'x-api-key': key }, isTrue: key === API_KEY }));

const base64 = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Tokens that are never valid: in three parts or not, signed or not. */
const token: fc.Arbitrary<Claim> = fc
  .oneof(
    fc
      .dictionary(
        fc.constantFrom('iss', 'aud', 'sub', 'jti', 'exp', 'nbf', '__proto__'),
        fc.jsonValue(),
      )
      .map((claims) => `${base64({ alg: 'HS256', typ: 'JWT' })}.${base64(claims)}`)
      .map(
        (text) => `${text}.${createHmac('sha256', JWT_SECRET).update(text).digest('base64url')}`,
      ),
    damaged(jwt.sign({ sub: '1' }, JWT_SECRET)),
    fc
      .tuple(
        fc.record(
          {
            alg: fc.oneof(fc.constantFrom('none', 'HS256', 'RS256', 'NONE', null), fc.jsonValue()),
            kid: fc.jsonValue(),
            typ: fc.constantFrom('JWT', 1),
          },
          { requiredKeys: [] },
        ),
        fc.jsonValue(),
        fc.constantFrom('', 'AAAA', '====', '\u0000'),
      )
      .map(([header, claims, signature]) => `${base64(header)}.${base64(claims)}.${signature}`),
    fc.array(word, { maxLength: 5 }).map((words) => words.join('.')),
    fc.integer({ min: 1, max: 100_000 }).map((length) => 'a.'.repeat(length)),
  )
  .chain((text) => fc.constantFrom(text, `Bearer ${text}`, `bearer  ${text}`))
  .map((text) => ({ headers: { authorization: text }, isTrue: false }));

class Sha256 {
  readonly #hash;
  constructor(key?: Parameters<typeof createHmac>[1]) {
    this.#hash = key === undefined ? createHash('sha256') : createHmac('sha256', key);
  }
  update(data: string | Uint8Array): void {
    this.#hash.update(data);
  }
  reset(): void {}
  digest(): Promise<Uint8Array> {
    return Promise.resolve(new Uint8Array(this.#hash.digest()));
  }
}

/** The headers that a client signs a request with. */
export async function sign(body: string): Promise<Record<string, string>> {
  const signer = new SignatureV4({
    credentials: IAM,
    service: 'appsync',
    region: IAM.region,
    sha256: Sha256 as unknown as ConstructorParameters<typeof SignatureV4>[0]['sha256'],
  });
  const { headers } = await signer.sign({
    method: 'POST',
    protocol: 'http:',
    hostname: 'localhost',
    path: '/graphql',
    headers: { host: 'localhost', 'content-type': 'application/json' },
    body,
  });
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
}

/** A signed request with parts of its headers missing or changed. */
const signature = (signed: Record<string, string>): fc.Arbitrary<Claim> => {
  const authorization = signed['authorization']!;
  const signedHeaders = /SignedHeaders=([^,]+)/.exec(authorization)![1]!;
  const changed: fc.Arbitrary<Record<string, string>> = fc.oneof(
    damaged(authorization).map((text) => ({ ...signed, authorization: text })),
    fc
      .array(
        fc.constantFrom(
          'host',
          'x-amz-date',
          'constructor',
          '__proto__',
          'a',
          '',
          'HOST',
          'tostring',
        ),
        {
          maxLength: 6,
        },
      )
      .map((names) => ({
        ...signed,
        authorization: authorization.replace(
          signedHeaders,
          ['host', 'x-amz-date', ...names].join(';'),
        ),
      })),
    fc.constantFrom(...Object.keys(signed)).map((name) => {
      const { [name]: _, ...others } = signed;
      return others;
    }),
    fc
      .tuple(
        fc.constantFrom(...Object.keys(signed)),
        fc.oneof(damaged(signed['x-amz-date']!), word),
      )
      .map(([name, text]) => ({ ...signed, [name]: text })),
    fc
      .constantFrom('', 'session', 'a\0')
      .map((text) => ({ ...signed, 'x-amz-security-token': text })),
  );
  return fc.oneof(
    { weight: 1, arbitrary: fc.constant({ headers: signed, isTrue: true }) },
    {
      weight: 8,
      arbitrary: changed.map((headers) => ({
        headers,
        isTrue: JSON.stringify(headers) === JSON.stringify(signed),
      })),
    },
  );
};

/** Credentials of every kind. `signed` is valid. */
export const claim = (signed: Record<string, string>): fc.Arbitrary<Claim> =>
  fc.oneof(apiKey, token, signature(signed), fc.constant<Claim>({ headers: {}, isTrue: false }));
