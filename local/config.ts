import { byTable } from '../model/tables';
import { LocalError } from './error';

/** What `pnpm start` was asked for. */
export interface LocalConfig {
  readonly port: number;
  /** Keep nothing: the database lives and dies with the process. */
  readonly memory: boolean;
  /** Forget what was kept before. */
  readonly reset: boolean;
  /** A DynamoDB that runs elsewhere, in place of the embedded one. */
  readonly dynamoEndpoint?: string;
  /** Credentials of a GitHub OAuth app, in place of the stand-in. */
  readonly github?: { readonly clientId: string; readonly clientSecret: string };
  /** Where sign-in ends; the explorer when omitted. */
  readonly frontendUrl?: string;
}

/** The key of every local stack, in AppSync's form. It opens what is public anyway. */
export const API_KEY = 'da2-localakashalabs00000000000';

/** The stage's region, and credentials that the embedded database takes as well as any others. */
export const REGION = 'ap-south-1';
export const LOCAL_CREDENTIALS = { accessKeyId: 'local', secretAccessKey: 'local' };

/** Where data lasts between runs. */
export const DATA_FOLDER = '.local';

export const tableNames = byTable((table) => `akasha-labs-local-${table}`);

/**
 * @param flags of the command
 * @throws LocalError for a variable that means nothing here
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

/** Where the local stack and the database in the background listen, if the environment says nothing. */
const PORTS = { PORT: 4000, DYNAMODB_PORT: 8000, DYNAMODB_ADMIN_PORT: 8001 };

/**
 * The port that a variable names, or its default.
 * @throws LocalError for a value that is no port
 */
export function readPort(env: NodeJS.ProcessEnv, name: keyof typeof PORTS = 'PORT'): number {
  const text = env[name] ?? String(PORTS[name]);
  const port = Number(text);
  if (/^\d+$/.test(text) && port >= 1 && port <= 65_535) return port;
  throw new LocalError(`${name} must be a number from 1 to 65535, not "${text}".`);
}

/**
 * The DynamoDB that the environment names, if it does.
 * @throws LocalError for a value that is no origin
 */
export const readDynamoEndpoint = (env: NodeJS.ProcessEnv): string | undefined =>
  readOrigin('DYNAMODB_ENDPOINT', 'http://localhost:8000', env);

/** A URL of a scheme, a host and a port: a path behind them would not be used. */
function readOrigin(name: string, example: string, env: NodeJS.ProcessEnv): string | undefined {
  const text = env[name];
  if (!text) return undefined;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isOrigin = url && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/`;
  if (isOrigin) return url.origin;
  throw new LocalError(`${name} must be a URL such as ${example}, not "${text}".`);
}
