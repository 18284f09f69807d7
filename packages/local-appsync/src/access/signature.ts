import { createHash, timingSafeEqual } from 'node:crypto';

/** The only IAM user of a local API. */
export interface IamCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly region: string;
  /** Part of temporary credentials. If set, a request must include it. */
  readonly sessionToken?: string;
}

/** The parts of a request that a signature covers. Header names are in lowercase. */
export interface SignedRequest {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** `ctx.identity` of an IAM request, as resolvers see it. */
export interface IamIdentity {
  accountId: string;
  cognitoIdentityPoolId: null;
  cognitoIdentityId: null;
  sourceIp: string[];
  username: string;
  userArn: string;
  cognitoIdentityAuthType: null;
  cognitoIdentityAuthProvider: null;
}

/** Signatures older or newer than this are refused, as on AWS. */
const MAX_SKEW_MS = 5 * 60_000;

const AUTHORIZATION =
  /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/;

/**
 * Verifies a Signature Version 4 by signing the same request again. Null if it does not match.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export async function verifySignature(
  request: SignedRequest,
  credentials: IamCredentials,
): Promise<IamIdentity | null> {
  const match = AUTHORIZATION.exec(request.headers['authorization'] ?? '');
  if (!match) return null;
  const [, accessKeyId, day, region, service, signedHeaders, signature] = match as unknown as [
    string,
    ...string[],
  ];
  const signingDate = parseAmzDate(request.headers['x-amz-date'] ?? '');
  const stated = request.headers['x-amz-content-sha256'];
  const signed = (signedHeaders ?? '').split(';');
  const usable =
    accessKeyId === credentials.accessKeyId &&
    region === credentials.region &&
    service === 'appsync' &&
    signed.includes('host') &&
    signed.includes('x-amz-date') &&
    signingDate !== null &&
    Math.abs(Date.now() - signingDate.getTime()) <= MAX_SKEW_MS &&
    day === request.headers['x-amz-date']?.slice(0, 8) &&
    // A client may declare the body's hash. The signature then covers the declared hash instead of
    // the body.
    (stated === undefined || stated === createHash('sha256').update(request.body).digest('hex'));
  if (!usable) return null;

  const [{ SignatureV4 }, { Sha256 }] = await Promise.all([
    import('@smithy/signature-v4'),
    import('@smithy/core/checksum'),
  ]);
  const signer = new SignatureV4({
    credentials,
    region: credentials.region,
    service: 'appsync',
    sha256: Sha256,
    applyChecksum: false,
  });
  const token = request.headers['x-amz-security-token'];
  const again = await signer.sign(
    {
      method: 'POST',
      protocol: 'http:',
      hostname: '',
      path: request.path,
      // Own properties only: a signature may claim to cover `constructor`.
      headers: Object.fromEntries(
        signed.map((name) => [
          name,
          Object.hasOwn(request.headers, name) ? request.headers[name]! : '',
        ]),
      ),
      body: request.body,
    },
    { signingDate, signableHeaders: new Set(signed) },
  );
  const expected = AUTHORIZATION.exec(again.headers['authorization'] ?? '')?.[6];
  const equal =
    token === credentials.sessionToken &&
    expected !== undefined &&
    timingSafeEqual(Buffer.from(expected), Buffer.from(signature ?? ''));
  return equal ? identity(credentials) : null;
}

const identity = (credentials: IamCredentials): IamIdentity => ({
  accountId: '000000000000',
  cognitoIdentityPoolId: null,
  cognitoIdentityId: null,
  sourceIp: ['127.0.0.1'],
  username: credentials.accessKeyId,
  userArn: `arn:aws:iam::000000000000:user/${credentials.accessKeyId}`,
  cognitoIdentityAuthType: null,
  cognitoIdentityAuthProvider: null,
});

function parseAmzDate(text: string): Date | null {
  const iso = text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z');
  const date = new Date(iso);
  return Number.isNaN(date.getTime()) ? null : date;
}
