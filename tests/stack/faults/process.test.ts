import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { LOCAL_CREDENTIALS, REGION, tableNames } from '../../../local/config';
import { openDynamo } from '../../../local/database/client';
import { startEmbedded } from '../../../local/database/embedded';
import { startLasting } from '../../../local/database/lasting';
import { reconcile } from '../../../ops/reconcile';
import { databaseAt } from '../../support/database';
import { signalDatabase } from '../../support/databaseProcess';
import { givenFolder } from '../../support/folder';
import { startFaultyDatabase } from './faultyDatabase';
import { givenProductApi } from './givenProductApi';
import { carryOut, expectRefusal, expectWell, PEOPLE_NEEDED, repeat } from './matrix';
import { givenPeople } from './people';

process.env['AWS_REGION'] = REGION;
process.env['AWS_ACCESS_KEY_ID'] = LOCAL_CREDENTIALS.accessKeyId;
process.env['AWS_SECRET_ACCESS_KEY'] = LOCAL_CREDENTIALS.secretAccessKey;

beforeEach(() => {
  for (const method of ['log', 'error'] as const) {
    vi.spyOn(console, method).mockImplementation(() => undefined);
  }
});
afterEach(() => void vi.restoreAllMocks());

/** The API on a database with people. */
async function given(endpoint: string) {
  const client = openDynamo(endpoint);
  const api = givenProductApi(endpoint);
  onTestFinished(() => {
    api.close();
    client.destroy();
  });
  const people = await givenPeople(client, PEOPLE_NEEDED);
  return { api, client, people };
}

async function expectAllWell(
  { api, client }: Pick<Awaited<ReturnType<typeof given>>, 'api' | 'client'>,
  cells: Awaited<ReturnType<typeof carryOut>>,
  endpoint: string,
) {
  api.bePatient();
  const database = databaseAt(endpoint);
  // Every confirmed operation took effect, whatever happened afterwards.
  for (const { operation, person, during } of cells) {
    if (!during.errors && operation.isDone) {
      expect(await operation.isDone(database, person)).toBe(true);
    }
  }
  for (const cell of await repeat(api, cells)) await expectWell(cell, database);
  const { drifts, busy } = await reconcile(client, tableNames, { repair: false, waitMs: 0 });
  expect({ drifts, busy }).toEqual({ drifts: [], busy: [] });
}

it('calls to a frozen database fail, and work once it resumes', async () => {
  const embedded = await startEmbedded();
  onTestFinished(() => embedded.stop());
  const { endpoint } = embedded;
  const world = await given(endpoint);
  signalDatabase(endpoint, 'SIGSTOP');
  const cells = await carryOut(world.api, world.people);
  for (const cell of cells) expectRefusal(cell);
  signalDatabase(endpoint, 'SIGCONT');
  await expectAllWell(world, cells, endpoint);
});

it('operations during repeated kills of the database work once it runs again', async () => {
  const dbPath = join(givenFolder(), 'data.sqlite');
  const lasting = await startLasting({ dbPath }, async () => {});
  onTestFinished(() => lasting.stop());
  const { endpoint } = lasting;
  const world = await given(endpoint);
  const carried = carryOut(world.api, world.people);
  for (let i = 0; i < 3; i += 1) {
    await vi.waitFor(() => expect(lasting.isUp()).toBe(true), 20_000);
    signalDatabase(endpoint, 'SIGKILL');
    await vi.waitFor(() => expect(lasting.isUp()).toBe(false), { timeout: 20_000, interval: 1 });
  }
  const cells = await carried;
  await vi.waitFor(() => expect(lasting.isUp()).toBe(true), 20_000);
  await expectAllWell(world, cells, endpoint);
});

it('a database that moves to another address works there', async () => {
  const dbPath = join(givenFolder(), 'data.sqlite');
  let embedded = await startEmbedded({ dbPath });
  onTestFinished(() => embedded.stop());
  const front = await startFaultyDatabase(() => embedded.endpoint);
  onTestFinished(() => front.close());
  const world = await given(front.endpoint);
  await embedded.stop();
  const cells = await carryOut(world.api, world.people);
  for (const cell of cells) expectRefusal(cell);
  const before = embedded.endpoint;
  embedded = await startEmbedded({ dbPath });
  expect(embedded.endpoint).not.toBe(before);
  await expectAllWell(world, cells, front.endpoint);
});
