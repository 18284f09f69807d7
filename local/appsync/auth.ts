import { createHash, timingSafeEqual } from 'node:crypto';
import { unauthorized } from './errors';
import { verifySignature, type IamCredentials } from './signature';

export const authModes = ['API_KEY', 'AWS_IAM', 'AWS_LAMBDA'] as const;
export type AuthMode = (typeof authModes)[number];

/** The event that AppSync sends to a Lambda authorizer. */
export interface AuthorizerEvent {
  authorizationToken: string;
  requestContext: {
    apiId: string;
    accountId: string;
    requestId: string;
    queryString: string;
    operationName?: string;
    variables: Record<string, unknown>;
  };
  requestHeaders: Record<string, string>;
}

export type Authorizer = (event: AuthorizerEvent) => Promise<unknown>;

/** How requests prove who they are. A mode that is not configured refuses everything. */
export interface AuthConfig {
  readonly defaultMode: AuthMode;
  readonly apiKey?: string;
  readonly authorizer?: Authorizer;
  readonly iam?: IamCredentials;
}

/** Who makes a request: what resolvers see as `ctx.identity`, and the mode that decides about fields. */
export interface Caller {
  readonly mode: AuthMode;
  readonly identity: unknown;
}

/** An HTTP request, with header names in lower case. */
export interface AuthRequest {
  readonly requestId: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly operation: {
    readonly query: string;
    readonly operationName?: string;
    readonly variables: Record<string, unknown>;
  };
}

/** AppSync waits this long for its authorizer. */
const AUTHORIZER_TIMEOUT_MS = 10_000;

/**
 * Decides who makes a request, or refuses it.
 *
 * An `x-api-key` header chooses the API key, a signed `Authorization` IAM, any other `Authorization`
 * the Lambda authorizer. The authorizer's answer is not cached: the API is deployed with a TTL of 0.
 *
 * @throws RequestError 401, always with the same words
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/security-authz.html
 */
export async function authorize(request: AuthRequest, config: AuthConfig): Promise<Caller> {
  const apiKey = request.headers['x-api-key'];
  if (apiKey !== undefined) {
    if (config.apiKey === undefined || !sameText(apiKey, config.apiKey)) throw unauthorized();
    return { mode: 'API_KEY', identity: null };
  }
  const authorization = request.headers['authorization'];
  if (!authorization) throw unauthorized();
  if (config.iam && authorization.startsWith('AWS4-HMAC-SHA256')) {
    const identity = await verifySignature(request, config.iam);
    if (!identity) throw unauthorized();
    return { mode: 'AWS_IAM', identity };
  }
  const resolverContext = await askAuthorizer(request, authorization, config.authorizer);
  return { mode: 'AWS_LAMBDA', identity: { resolverContext } };
}

async function askAuthorizer(
  request: AuthRequest,
  authorizationToken: string,
  authorizer: Authorizer | undefined,
): Promise<Record<string, unknown>> {
  if (!authorizer) throw unauthorized();
  const { query, operationName, variables } = request.operation;
  const event: AuthorizerEvent = {
    authorizationToken,
    requestContext: {
      apiId: 'local',
      accountId: '000000000000',
      requestId: request.requestId,
      queryString: query,
      ...(operationName !== undefined && { operationName }),
      variables,
    },
    requestHeaders: { ...request.headers },
  };
  const answer = await withTimeout(authorizer(event)).catch((error: unknown) => {
    console.error('The Lambda authorizer failed:', error);
  });
  if (!isRecord(answer) || answer['isAuthorized'] !== true) throw unauthorized();
  return isRecord(answer['resolverContext']) ? answer['resolverContext'] : {};
}

function withTimeout<T>(work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error('It did not answer in time.')),
      AUTHORIZER_TIMEOUT_MS,
    );
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Compares digests: they have one length, and the time taken says nothing about the text. */
const sameText = (a: string, b: string): boolean => timingSafeEqual(sha256(a), sha256(b));

const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest();
