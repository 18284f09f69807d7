import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { readJwtSecret } from '../functions/lib/jwtSecret';
import { claimFolder, type Claim } from './claim';
import { LocalError } from './error';

/** The secrets that a stack stores besides its database, so that sessions survive a restart. */
export interface Secrets {
  readonly jwtSecret: string;
  /** Base64; encrypts `nextToken`s. */
  readonly nextTokenKey: string;
}

/** The stored data of one stack. */
export interface State extends Claim {
  readonly dbPath: string;
  /** Stores the checkpoints of the functions on the tables' streams. */
  readonly checkpointFile: string;
  readonly secrets: Secrets;
}

/** Size of either secret in bytes, as HS256 and AES-256 require. */
const KEY_BYTES = 32;

const secretsShape = z.strictObject({ jwtSecret: z.string(), nextTokenKey: z.string() });

export const newSecrets = (): Secrets => ({
  jwtSecret: randomBytes(KEY_BYTES).toString('base64url'),
  nextTokenKey: randomBytes(KEY_BYTES).toString('base64'),
});

const LOOPBACK = new Set(['127.0.0.1', '[::1]']);

/**
 * The folder of a stack on an external database: sessions and checkpoints belong to one database,
 * and stacks on two databases can run side by side.
 */
export function folderFor(folder: string, dynamoEndpoint: string): string {
  const { hostname, port } = new URL(dynamoEndpoint);
  const host = LOOPBACK.has(hostname) ? 'localhost' : hostname.replace(/[^\w.-]/g, '_');
  return join(folder, port === '' ? host : `${host}-${port}`);
}

/** The file of the embedded database in a stack's folder. */
export const databaseIn = (folder: string): string => join(folder, 'dynamodb.sqlite');

/**
 * Opens the data folder for exclusive use by this stack.
 * @param port the port that the stack serves
 * @throws LocalError if another stack uses the folder or it cannot be used
 */
export async function openState(folder: string, reset: boolean, port: number): Promise<State> {
  const at = (name: string) => join(folder, name);
  let claim: Claim | undefined;
  try {
    mkdirSync(folder, { recursive: true });
    claim = await claimFolder(folder, port);
    if (reset) {
      for (const name of ['dynamodb.sqlite', 'dynamodb.sqlite-wal', 'dynamodb.sqlite-shm']) {
        rmSync(at(name), { force: true });
      }
      rmSync(at('secrets.json'), { force: true });
      rmSync(at('streams.json'), { force: true });
    }
    return {
      dbPath: databaseIn(folder),
      checkpointFile: at('streams.json'),
      secrets: readSecrets(at('secrets.json')),
      ...claim,
    };
  } catch (error) {
    await claim?.release();
    if (error instanceof LocalError) throw error;
    throw new LocalError(`${folder}: ${error instanceof Error ? error.message : 'cannot be used'}`);
  }
}

function readSecrets(file: string): Secrets {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    const secrets = newSecrets();
    writeFileSync(file, JSON.stringify(secrets), { mode: 0o600 });
    return secrets;
  }
  const secrets = parseSecrets(file, text);
  try {
    readJwtSecret(secrets.jwtSecret);
  } catch {
    throw unusable(file, 'jwtSecret', 'has fewer than 32 bytes');
  }
  if (Buffer.from(secrets.nextTokenKey, 'base64').length !== KEY_BYTES) {
    throw unusable(file, 'nextTokenKey', 'is not 32 bytes in base64');
  }
  return secrets;
}

function parseSecrets(file: string, text: string): Secrets {
  try {
    return secretsShape.parse(JSON.parse(text));
  } catch {
    throw new LocalError(`${file} is damaged. To start over, run: pnpm start --reset`);
  }
}

const unusable = (file: string, name: keyof Secrets, reason: string): LocalError =>
  new LocalError(
    `${file}: ${name} ${reason}. Delete the file to create new secrets; everyone must sign in again.`,
  );
