import { byTable } from '../model/tables';
import { LocalError } from './error';

/** The options of `pnpm start`. */
export interface LocalConfig {
  readonly port: number;
  /** Stores nothing: the database exists only as long as the process. */
  readonly memory: boolean;
  /** Deletes the stored data first. */
  readonly reset: boolean;
  /** An external DynamoDB, instead of the embedded one. */
  readonly dynamoEndpoint?: string;
  /** Credentials of a GitHub OAuth app, instead of the stand-in. */
  readonly github?: { readonly clientId: string; readonly clientSecret: string };
  /** Where the sign-in ends. Default: the explorer. */
  readonly frontendUrl?: string;
}

/** The key of every local stack, in AppSync's format. It only gives access to public data. */
export const API_KEY = 'da2-localakashalabs00000000000';

/** With it, the CDN of every local stack is known to the widgets' API. */
export const ORIGIN_SECRET = 'local-origin-secret';

/** The stage's region, and credentials for the embedded database, which accepts any. */
export const REGION = 'ap-south-1';
export const LOCAL_CREDENTIALS = { accessKeyId: 'local', secretAccessKey: 'local' };

/** The folder in which data is stored between runs. */
export const DATA_FOLDER = '.local';

export const tableNames = byTable((table) => `akasha-labs-local-${table}`);

/**
 * @param flags of the command
 * @throws LocalError for an invalid environment variable
 */
export function readConfig(
  { memory = false, reset = false }: { memory?: boolean; reset?: boolean },
  env: NodeJS.ProcessEnv,
): LocalConfig {
  const clientId = env['GITHUB_CLIENT_ID'];
  const clientSecret = env['GITHUB_CLIENT_SECRET'];
  if (Boolean(clientId) !== Boolean(clientSecret)) {
    throw new LocalError('Set both GITHUB_CLIENT_ID and GITHUB_CLIENT_SECRET, or neither.');
  }
  const dynamoEndpoint = readDynamoEndpoint(env);
  const frontendUrl = readOrigin('FRONTEND_URL', 'http://localhost:4321', env);
  return {
    port: readPort(env),
    memory,
    reset,
    ...(dynamoEndpoint && { dynamoEndpoint }),
    ...(frontendUrl && { frontendUrl }),
    ...(clientId && clientSecret && { github: { clientId, clientSecret } }),
  };
}

/** Default ports of the local stack and of the background database. */
const PORTS = { PORT: 4000, DYNAMODB_PORT: 8000, DYNAMODB_ADMIN_PORT: 8001 };

/**
 * The port in an environment variable, or its default.
 * @throws LocalError for a value that is not a port
 */
export function readPort(env: NodeJS.ProcessEnv, name: keyof typeof PORTS = 'PORT'): number {
  const text = env[name] ?? String(PORTS[name]);
  const port = Number(text);
  if (/^\d+$/.test(text) && port >= 1 && port <= 65_535) return port;
  throw new LocalError(`${name} must be a number from 1 to 65535, not "${text}".`);
}

/**
 * The DynamoDB endpoint in the environment, if any.
 * @throws LocalError for a value that is not an origin
 */
export const readDynamoEndpoint = (env: NodeJS.ProcessEnv): string | undefined =>
  readOrigin('DYNAMODB_ENDPOINT', 'http://localhost:8000', env);

/** Reads a URL with only a scheme, a host and a port, because a path would not be used. */
function readOrigin(name: string, example: string, env: NodeJS.ProcessEnv): string | undefined {
  const text = env[name];
  if (!text) return undefined;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isOrigin = url && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/`;
  if (isOrigin) return url.origin;
  throw new LocalError(`${name} must be a URL such as ${example}, not "${text}".`);
}
