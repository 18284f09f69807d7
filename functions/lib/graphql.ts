import { Sha256 } from '@smithy/core/checksum';
import { SignatureV4 } from '@smithy/signature-v4';
import { boundedText } from './boundedText';
import { config } from './config';

/** Timeout of one operation. AppSync itself gives up after 30 seconds. */
const TIMEOUT_MS = 20_000;

/** The API did not execute an operation. */
export class GraphqlError extends Error {
  override readonly name = 'GraphqlError';
}

/** A response, with only the parts of a known shape. */
export interface GraphqlAnswer {
  readonly data: Readonly<Record<string, unknown>>;
  readonly errors: readonly { readonly path: readonly unknown[]; readonly errorType: string }[];
}

/**
 * Runs an operation on our own API with this function's role.
 * @throws GraphqlError if it was not executed, or if that is unknown
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export async function askGraphql(
  query: string,
  variables: Readonly<Record<string, unknown>>,
): Promise<GraphqlAnswer> {
  const url = new URL(config.GraphqlApi.url);
  const body = JSON.stringify({ query, variables });
  const { headers } = await signer().sign({
    method: 'POST',
    protocol: url.protocol,
    hostname: url.hostname,
    path: url.pathname,
    headers: { host: url.host, 'content-type': 'application/json' },
    body,
  });
  let response: Response;
  let text: string;
  try {
    response = await fetch(url, {
      method: 'POST',
      headers,
      body,
      // The signature is valid only for this address.
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    text = await boundedText(response);
  } catch (error) {
    throw new GraphqlError('The API did not respond', { cause: error });
  }
  // The body of a refusal is not useful and may repeat the request, so it is not shown.
  if (response.status !== 200) throw new GraphqlError(`The API returned ${response.status}`);
  return readAnswer(text);
}

/** Lambda sets the credentials of the role in the environment. */
function signer(): SignatureV4 {
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN, AWS_REGION } = process.env;
  if (!AWS_ACCESS_KEY_ID || !AWS_SECRET_ACCESS_KEY || !AWS_REGION) {
    throw new GraphqlError('AWS credentials are missing, so the request cannot be signed');
  }
  return new SignatureV4({
    credentials: {
      accessKeyId: AWS_ACCESS_KEY_ID,
      secretAccessKey: AWS_SECRET_ACCESS_KEY,
      ...(AWS_SESSION_TOKEN && { sessionToken: AWS_SESSION_TOKEN }),
    },
    region: AWS_REGION,
    service: 'appsync',
    sha256: Sha256,
  });
}

function readAnswer(text: string): GraphqlAnswer {
  const { data, errors = [] } = parseJson(text) ?? {};
  if (!isObject(data) || !Array.isArray(errors)) {
    throw new GraphqlError('The API returned no data');
  }
  return {
    data,
    errors: errors.filter(isObject).map(({ path, errorType }) => ({
      path: Array.isArray(path) ? path : [],
      errorType: String(errorType ?? 'none'),
    })),
  };
}

function parseJson(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;
