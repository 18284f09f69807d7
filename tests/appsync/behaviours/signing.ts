import { SignatureV4 } from '@smithy/signature-v4';
import { createHash, createHmac } from 'node:crypto';

/** What differs from the signature that an API takes. */
export interface Signing {
  readonly accessKeyId?: string;
  readonly secretAccessKey?: string;
  readonly service?: string;
  readonly region?: string;
  /** Headers that the signature leaves out. */
  readonly unsigned?: readonly string[];
}

/** Node's hashes, in the form that the signer asks for. */
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

/**
 * The headers of a request to `/graphql` that is signed as an AWS client signs it, with the library
 * that they use.
 * @param at epoch milliseconds
 */
export async function signed(
  body: string,
  at: number,
  signing: Signing = {},
): Promise<Record<string, string>> {
  const {
    accessKeyId = 'AKID',
    secretAccessKey = 'secret',
    service = 'appsync',
    region = 'ap-south-1',
    unsigned = [],
  } = signing;
  const signer = new SignatureV4({
    credentials: { accessKeyId, secretAccessKey },
    service,
    region,
    sha256: Sha256 as ConstructorParameters<typeof SignatureV4>[0]['sha256'],
  });
  const { headers } = await signer.sign(
    {
      method: 'POST',
      protocol: 'http:',
      hostname: 'localhost',
      path: '/graphql',
      headers: { host: 'localhost:4000', 'content-type': 'application/json' },
      body,
    },
    { signingDate: new Date(at), unsignableHeaders: new Set(unsigned) },
  );
  return Object.fromEntries(Object.entries(headers).map(([k, v]) => [k.toLowerCase(), v]));
}
