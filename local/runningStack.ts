import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { stacksIn } from './claim';
import { DATA_FOLDER, readDynamoEndpoint, readPort } from './config';
import { LocalError } from './error';

/** The database that a command works on, and the port of its stack. */
export interface Target {
  readonly dynamoEndpoint: string;
  /** The port that the stack serves. */
  readonly port: number;
}

/**
 * Finds the database at DYNAMODB_ENDPOINT, or that of the running stack. If several run, PORT
 * selects one.
 * @throws LocalError if there is none, or if it is unclear which one is meant
 */
export async function findTarget(
  env: NodeJS.ProcessEnv,
  folder: string = DATA_FOLDER,
): Promise<Target> {
  const dynamoEndpoint = readDynamoEndpoint(env);
  if (dynamoEndpoint) return { dynamoEndpoint, port: readPort(env) };
  const targets = await targetsIn(folder);
  const wanted = env['PORT'] ? readPort(env) : undefined;
  const [target, ...others] = targets.filter(({ port }) => wanted === undefined || port === wanted);
  if (!target) throw new LocalError(missing(folder, wanted));
  if (others.length === 0) return target;
  const ports = targets.map(({ port }) => port).sort((a, b) => a - b);
  throw new LocalError(
    `Several stacks are running, on ports ${ports.join(', ')}. Set PORT to one of them.`,
  );
}

/** Whether a stack that stores its data in this folder is running. */
export const isStackRunning = async (folder: string = DATA_FOLDER): Promise<boolean> =>
  (await targetsIn(folder)).length > 0;

const missing = (folder: string, port: number | undefined): string =>
  `No running stack ${port === undefined ? '' : `on port ${port} `}uses ${folder}. Start one with pnpm start and without --memory, or set DYNAMODB_ENDPOINT.`;

/** Stacks on other databases use subfolders. */
async function targetsIn(folder: string): Promise<Target[]> {
  if (!existsSync(folder)) return [];
  const below = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(folder, name));
  const stacks = await Promise.all([folder, ...below].map(stacksIn));
  return stacks
    .flat()
    .flatMap(({ dynamoEndpoint, port }) => (dynamoEndpoint ? { dynamoEndpoint, port } : []));
}
