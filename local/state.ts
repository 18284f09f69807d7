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
  /** How far the functions on the tables' streams got. */
  readonly checkpointFile: string;
  readonly secrets: Secrets;
}

/** How a running stack is known: the name that `/healthz` on its port answers with. */
export interface Instance {
  readonly port: number;
  readonly name: string;
}

const instanceShape = z.object({ port: z.int(), name: z.string() });
const secretsShape = z.strictObject({ jwtSecret: z.string(), nextTokenKey: z.string() });

export const newSecrets = (): Secrets => ({
  jwtSecret: randomBytes(32).toString('base64url'),
  nextTokenKey: randomBytes(32).toString('base64'),
});

/**
 * Opens the folder where data lasts, for this stack alone.
 * @throws LocalError when another stack uses it or it cannot be used
 */
export async function openState(folder: string, reset: boolean, self: Instance): Promise<State> {
  const at = (name: string) => join(folder, name);
  try {
    mkdirSync(folder, { recursive: true });
    await claim(at('stack.json'), folder, self);
    if (reset) {
      for (const name of ['dynamodb.sqlite', 'dynamodb.sqlite-wal', 'dynamodb.sqlite-shm']) {
        rmSync(at(name), { force: true });
      }
      rmSync(at('secrets.json'), { force: true });
      rmSync(at('streams.json'), { force: true });
    }
    return {
      dbPath: at('dynamodb.sqlite'),
      checkpointFile: at('streams.json'),
      secrets: readSecrets(at('secrets.json')),
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

/**
 * Two databases on one file would each be right alone. The note of a stack may have outlived it, and
 * its port may be another's by now: only what answers with the noted name is one.
 */
async function claim(file: string, folder: string, self: Instance): Promise<void> {
  const noted = readInstance(file);
  // Whoever had our port is gone: we listen on it.
  if (noted && noted.port !== self.port && (await answers(noted))) {
    throw new LocalError(
      `The stack on port ${noted.port} keeps its data in ${folder}. Stop it, or use --memory.`,
    );
  }
  writeFileSync(file, JSON.stringify(self));
}

function readInstance(file: string): Instance | undefined {
  try {
    return instanceShape.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return undefined;
  }
}

const answers = ({ port, name }: Instance): Promise<boolean> =>
  fetch(`http://127.0.0.1:${port}/healthz`, { signal: AbortSignal.timeout(5_000) })
    .then((response) => response.text())
    .then(
      (text) => text.includes(name),
      () => false,
    );
