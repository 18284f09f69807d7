import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { limitConcurrency } from '../../../local/concurrency';
import { LOCAL_CREDENTIALS, REGION, tableNames } from '../../../local/config';
import { openDynamo } from '../../../local/database/client';
import { startEmbedded } from '../../../local/database/embedded';
import { reconcile } from '../../../ops/reconcile';
import { databaseAt } from '../../support/database';
import { startFaultyDatabase } from './faultyDatabase';
import { givenProductApi } from './givenProductApi';
import { kinds, type Kind } from './kinds';
import { carryOut, expectAnswer, expectRefusal, expectWell, PEOPLE_NEEDED, repeat } from './matrix';
import { operations } from './operations';
import { givenPeople, type Person } from './people';

process.env['AWS_REGION'] = REGION;
process.env['AWS_ACCESS_KEY_ID'] = LOCAL_CREDENTIALS.accessKeyId;
process.env['AWS_SECRET_ACCESS_KEY'] = LOCAL_CREDENTIALS.secretAccessKey;

// Every failure is logged, as on AWS.
vi.spyOn(console, 'log').mockImplementation(() => undefined);
vi.spyOn(console, 'error').mockImplementation(() => undefined);

const embedded = await startEmbedded();
const client = openDynamo(embedded.endpoint);
const database = databaseAt(embedded.endpoint);
const open: { close(): unknown }[] = [];
afterAll(async () => {
  await Promise.all(open.map((each) => each.close()));
  client.destroy();
  await embedded.stop();
});

type Cells = Awaited<ReturnType<typeof repeat>>;
const cellsOf = new Map<Kind, Cells>();

/** Runs every operation during a fault. The returned function runs them again after it. */
async function run(kind: Kind, people: readonly Person[]): Promise<() => Promise<void>> {
  const faulty = await startFaultyDatabase(() => embedded.endpoint);
  const api = givenProductApi(faulty.endpoint);
  open.push(faulty, api);
  if (kind.spares) api.bePatient();
  await faulty.set(kind.fault);
  const cells = await carryOut(api, people);
  await faulty.set();
  api.bePatient();
  return async () => void cellsOf.set(kind, await repeat(api, cells));
}

/**
 * Number of kinds that fail at the same time. With more, calls would wait for the CPU, not for the
 * database.
 */
const AT_ONCE = 8;

/** People who have not been used yet. */
const people: Person[] = [];
const next = () => people.splice(0, PEOPLE_NEEDED);
const again: (() => Promise<void>)[] = [];

beforeAll(async () => {
  people.push(...(await givenPeople(client, kinds.length * PEOPLE_NEEDED)));
});

beforeAll(async () => {
  // Where results are expected, run in sequence, so that nothing else slows them down.
  for (const kind of kinds.filter(({ spares }) => spares)) await (await run(kind, next()))();
});

beforeAll(async () => {
  const failing = kinds.filter(({ spares }) => !spares);
  const inTurn = limitConcurrency(AT_ONCE, (kind: Kind) => run(kind, next()));
  again.push(...(await Promise.all(failing.map(inTurn))));
});

beforeAll(async () => {
  const inTurn = limitConcurrency(2, (repeated: () => Promise<void>) => repeated());
  await Promise.all(again.map(inTurn));
});

describe.each(kinds)('a database that $name', (kind) => {
  it.each(operations)('$name', async ({ name, changes }) => {
    const cell = cellsOf.get(kind)!.find(({ operation }) => operation.name === name)!;
    const isSpared = kind.spares === 'everything' || (kind.spares === 'reads' && !changes);
    if (isSpared) expectAnswer(cell);
    else expectRefusal(cell);
    await expectWell(cell, database);
  });
});

it('after all faults, every number equals its recount', async () => {
  const { drifts, busy } = await reconcile(client, tableNames, { repair: false, waitMs: 0 });
  expect({ drifts, busy }).toEqual({ drifts: [], busy: [] });
});
