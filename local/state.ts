import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { LocalError } from './error';

/** What a stack keeps besides its database, so that sessions outlive a restart. */
export interface Secrets {
  readonly jwtSecret: string;
  /** Base64; encrypts `nextToken`s. */
  readonly nextTokenKey: string;
}

/** Where one stack's data lasts. */
export interface State {
  readonly dbPath: string;
  readonly secrets: Secrets;
  /** Lets another stack use the folder. */
  release(): void;
}

const secretsShape = z.strictObject({ jwtSecret: z.string(), nextTokenKey: z.string() });

export const newSecrets = (): Secrets => ({
  jwtSecret: randomBytes(32).toString('base64url'),
  nextTokenKey: randomBytes(32).toString('base64'),
});

/**
 * Opens the folder where data lasts, for this process alone.
 * @throws LocalError when another stack uses it or it cannot be written
 */
export function openState(folder: string, reset: boolean): State {
  const at = (name: string) => join(folder, name);
  try {
    mkdirSync(folder, { recursive: true });
    lock(at('stack.pid'), folder);
    if (reset) {
      for (const name of ['dynamodb.sqlite', 'dynamodb.sqlite-wal', 'dynamodb.sqlite-shm']) {
        rmSync(at(name), { force: true });
      }
      rmSync(at('secrets.json'), { force: true });
    }
    return {
      dbPath: at('dynamodb.sqlite'),
      secrets: readSecrets(at('secrets.json')),
      release: () => rmSync(at('stack.pid'), { force: true }),
    };
  } catch (error) {
    if (error instanceof LocalError) throw error;
    throw new LocalError(`${folder}: ${error instanceof Error ? error.message : 'not usable'}`);
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
  try {
    return secretsShape.parse(JSON.parse(text));
  } catch {
    throw new LocalError(`${file} is damaged. Start over with: pnpm start --reset`);
  }
}

/** Two databases on one file would each be right alone. A lock whose process is gone is void. */
function lock(file: string, folder: string): void {
  const holder = heldBy(file);
  if (holder !== null && holder !== process.pid) {
    throw new LocalError(
      `Another stack (process ${holder}) keeps its data in ${folder}. Stop it, or use --memory.`,
    );
  }
  writeFileSync(file, String(process.pid));
}

function heldBy(file: string): number | null {
  try {
    const pid = Number(readFileSync(file, 'utf8'));
    process.kill(pid, 0);
    return pid;
  } catch {
    return null;
  }
}
