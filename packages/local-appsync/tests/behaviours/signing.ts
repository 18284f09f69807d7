import { Sha256 } from '@smithy/core/checksum';
import { SignatureV4 } from '@smithy/signature-v4';

/** Differences from a signature that an API accepts. */
export interface Signing {
  readonly accessKeyId?: string;
  readonly secretAccessKey?: string;
  readonly service?: string;
  readonly region?: string;
  /** Headers that the signature does not cover. */
  readonly unsigned?: readonly string[];
}

/**
 * The headers of a request to `/graphql`, signed with the library that AWS clients use.
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
    sha256: Sha256,
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
