import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { API_KEY, LOCAL_CREDENTIALS, REGION } from '../../../local/config';
import { startLasting } from '../../../local/database/lasting';
import { freePort } from '../../../local/freePort';
import { databaseProcess, signalDatabase } from '../databaseProcess';
import { startScript, type Running } from '../running';
import { connectSubscriber, type CompletionEvent, type Subscriber } from '../subscriber';
import { startFaultyFront, type FaultyFront, type HeavyFault, type PlannedFault } from './faults';
import { until } from './until';

/** The product in its own process, on a database that fails on demand. */
export interface World {
  readonly url: string;
  readonly apiKey: string;
  /** Reads the database directly. */
  readonly client: DynamoDBClient;
  readonly databaseEndpoint: string;
  readonly front: FaultyFront;
  /** Number of times that the stack was killed. */
  readonly stackKills: number;
  /** Activates faults. */
  break(faults: readonly PlannedFault[]): void;
  /** Resolves when all faults have ended and everything is running again. */
  heal(): Promise<void>;
  /** Every event that subscribers have received so far. */
  events(): CompletionEvent[];
  /** The stack's error output. */
  log(): string;
  stop(): Promise<void>;
}

/** Longer than the authorizer's timeout, and than the first attempt of any call. */
const FREEZE_MS = 2_700;

export async function startWorld(): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), 'akasha-histories-'));
  const lasting = await startLasting({ dbPath: join(folder, 'data.sqlite') }, async () => {});
  const { endpoint } = lasting;
  const front = await startFaultyFront(endpoint);
  const client = new DynamoDBClient({ endpoint, region: REGION, credentials: LOCAL_CREDENTIALS });
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const subscribers: Subscriber[] = [];
  let stack: Running;
  let stackKills = 0;
  let over: Promise<unknown> = Promise.resolve();

  async function start(): Promise<void> {
    stack = startScript('local/start.ts', [], {
      cwd: folder,
      env: { PORT: String(port), DYNAMODB_ENDPOINT: front.endpoint },
    });
    await stack.until(new RegExp(API_KEY));
    const subscriber = await connectSubscriber(url, { 'x-api-key': API_KEY });
    await subscriber.start('all');
    subscribers.push(subscriber);
  }

  async function killDatabase(): Promise<void> {
    const killed = databaseProcess(endpoint);
    signalDatabase(endpoint, 'SIGKILL');
    await until('the database runs again', () => {
      const now = databaseProcess(endpoint);
      return now !== undefined && now !== killed && lasting.isUp();
    });
  }

  const strikes: Record<HeavyFault, () => Promise<unknown>> = {
    'kill of the database': killDatabase,
    async freeze() {
      signalDatabase(endpoint, 'SIGSTOP');
      await new Promise((resolve) => setTimeout(resolve, FREEZE_MS));
      signalDatabase(endpoint, 'SIGCONT');
    },
    // Kills the database too, because a stack normally starts its own.
    async 'kill of the stack'() {
      stackKills += 1;
      stack.child.kill('SIGKILL');
      await Promise.all([stack.ended, killDatabase()]);
    },
  };

  await start();
  return {
    url,
    apiKey: API_KEY,
    client,
    databaseEndpoint: endpoint,
    front,
    get stackKills() {
      return stackKills;
    },
    break: (faults) =>
      front.arm(faults, (fault) => {
        over = strikes[fault]();
      }),
    async heal() {
      await over;
      over = Promise.resolve();
      await front.disarm();
      if (stack.child.signalCode !== null) await start();
    },
    events: () => subscribers.flatMap((each) => each.events('all')),
    log: () => stack.stderr(),
    async stop() {
      for (const each of subscribers) each.close();
      stack.child.kill('SIGTERM');
      await stack.ended;
      client.destroy();
      await front.close();
      await lasting.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
