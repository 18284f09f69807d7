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

/** The product as a process of its own, with a database that fails where it is asked to. */
export interface World {
  readonly url: string;
  readonly apiKey: string;
  /** Reads the database itself. */
  readonly client: DynamoDBClient;
  readonly databaseEndpoint: string;
  readonly front: FaultyFront;
  /** How many times the stack was killed. */
  readonly stackKills: number;
  /** Has things go wrong from now on. */
  break(faults: readonly PlannedFault[]): void;
  /** Resolves when nothing goes wrong any more and everything runs. */
  heal(): Promise<void>;
  /** Every event that a subscriber got so far. */
  events(): CompletionEvent[];
  /** What the stack printed of its faults. */
  log(): string;
  stop(): Promise<void>;
}

/** Longer than an authorizer waits, and than a first attempt of anybody. */
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
    // With the database, which it has started where it is not told of another one.
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
