import { createHash, timingSafeEqual } from 'node:crypto';
import { createAuthorizer, type AuthorizerConfig } from './authorizer';
import { unauthorized } from '../errors';
import { verifySignature, type IamCredentials } from './signature';

export const authModes = ['API_KEY', 'AWS_IAM', 'AWS_LAMBDA'] as const;
export type AuthMode = (typeof authModes)[number];

export interface ApiKey {
  /** `da2-` and 26 lowercase letters and digits. */
  readonly key: string;
  /**
   * Epoch seconds, rounded down to the hour by AppSync. Never expires when omitted, which AWS does
   * not offer.
   */
  readonly expires?: number;
}

/** How requests are authenticated. A mode that is not configured refuses every request. */
export interface AuthConfig {
  readonly defaultMode: AuthMode;
  readonly apiKeys?: readonly ApiKey[];
  readonly authorizer?: AuthorizerConfig;
  readonly iam?: IamCredentials;
}

/** The caller of a request: the source of `ctx.identity`, and of decisions about fields. */
export interface Caller {
  readonly mode: AuthMode;
  readonly identity: unknown;
  readonly deniedFields: readonly string[];
}

/** An HTTP request, with header names in lowercase. */
export interface AuthRequest {
  readonly requestId: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly operation: {
    readonly query: string;
    readonly operationName?: string;
    readonly variables: Record<string, unknown>;
  };
}

/** Authenticates a request, or refuses it with a 401. The message is always the same. */
export type Authorize = (request: AuthRequest) => Promise<Caller>;

const HOUR_SECONDS = 3_600;

/**
 * Creates the function that authenticates requests.
 *
 * An `x-api-key` header selects the API key, a signed `Authorization` header selects IAM, and any
 * other `Authorization` header selects the Lambda authorizer.
 *
 * @param now epoch milliseconds
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/security-authz.html
 */
export function createAuthorization(config: AuthConfig, now: () => number = Date.now): Authorize {
  const askAuthorizer = config.authorizer && createAuthorizer(config.authorizer, now);

  const isValidKey = (text: string): boolean =>
    (config.apiKeys ?? []).some(
      ({ key, expires = Infinity }) =>
        sameText(text, key) && now() / 1_000 < Math.floor(expires / HOUR_SECONDS) * HOUR_SECONDS,
    );

  return async (request) => {
    const apiKey = request.headers['x-api-key'];
    if (apiKey !== undefined) {
      if (!isValidKey(apiKey)) throw unauthorized();
      return { mode: 'API_KEY', identity: null, deniedFields: [] };
    }
    const authorizationToken = request.headers['authorization'];
    if (!authorizationToken) throw unauthorized();
    if (config.iam && authorizationToken.startsWith('AWS4-HMAC-SHA256')) {
      const identity = await verifySignature(request, config.iam);
      if (!identity) throw unauthorized();
      return { mode: 'AWS_IAM', identity, deniedFields: [] };
    }
    if (!askAuthorizer) throw unauthorized();
    const { query, operationName, variables } = request.operation;
    const { resolverContext, deniedFields } = await askAuthorizer({
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
    });
    return { mode: 'AWS_LAMBDA', identity: { resolverContext }, deniedFields };
  };
}

/**
 * Compares digests, which have equal length, so that the time taken reveals nothing about the text.
 */
const sameText = (a: string, b: string): boolean => timingSafeEqual(sha256(a), sha256(b));

const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest();
