import { Sha256 } from '@smithy/core/checksum';
import { SignatureV4 } from '@smithy/signature-v4';

/** The parts of a request that a signature covers. */
export interface Signable {
  readonly path: string;
  readonly body: string;
  /** Including `host`. */
  readonly headers: Readonly<Record<string, string>>;
}

export interface SigningOptions {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly region: string;
}

/**
 * The headers of a request to AppSync with their Signature Version 4, created by AWS's own signer.
 */
export async function signed(
  { path, body, headers }: Signable,
  { accessKeyId, secretAccessKey, region }: SigningOptions,
): Promise<Record<string, string>> {
  const signer = new SignatureV4({
    credentials: { accessKeyId, secretAccessKey },
    region,
    service: 'appsync',
    sha256: Sha256,
  });
  const request = await signer.sign({
    method: 'POST',
    protocol: 'https:',
    hostname: 'localhost',
    path,
    headers: { ...headers },
    body,
  });
  return request.headers;
}
