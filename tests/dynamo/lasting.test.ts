import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { tableNames } from '../../local/config';
import { startLasting } from '../../local/database/lasting';
import { createTables } from '../../local/database/tables';
import { databaseAt } from '../support/database';
import { databaseProcess, signalDatabase } from '../support/databaseProcess';
import { givenFolder } from '../support/folder';
import { givenTakenPort } from '../support/port';

let said: string[];
beforeEach(() => {
  said = [];
  vi.spyOn(console, 'error').mockImplementation((line: string) => void said.push(line));
});
afterEach(() => void vi.restoreAllMocks());

const KEY = { pk: 'USER#1', sk: 'PROFILE' };

/** A database with tables and one row. */
async function given(dbPath?: string) {
  const tablesIn = async (endpoint: string) => {
    const client = new DynamoDBClient({
      endpoint,
      region: 'local',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    });
    await createTables(client, tableNames);
    client.destroy();
  };
  const restored = vi.fn(() => tablesIn(dynamo.endpoint));
  const dynamo = await startLasting(dbPath ? { dbPath } : {}, restored);
  onTestFinished(() => dynamo.stop());
  await tablesIn(dynamo.endpoint);
  const database = databaseAt(dynamo.endpoint);
  await database.put('Users', KEY, { username: 'ada' });
  /** Resolves after the given number of restarts. */
  const isBack = (times = 1) =>
    vi.waitFor(
      () => expect(said.filter((line) => line.includes('is running again'))).toHaveLength(times),
      10_000,
    );
  return { dynamo, database, restored, isBack };
}

describe('a database that is killed', () => {
  it('logs one line, and restarts on the same address with all its data', async () => {
    const { dynamo, database, isBack } = await given(join(givenFolder(), 'data.sqlite'));
    signalDatabase(dynamo.endpoint, 'SIGKILL');
    await isBack();
    expect(await database.row('Users', KEY)).toMatchObject({ username: 'ada' });
    expect(said).toEqual([
      'The database stopped (SIGKILL). Restarting it.',
      'The database is running again, with all its data.',
    ]);
  });

  it('in memory restarts with empty tables, and logs the data loss', async () => {
    const { dynamo, database, restored, isBack } = await given();
    expect(restored).not.toHaveBeenCalled();
    signalDatabase(dynamo.endpoint, 'SIGTERM');
    await isBack();
    expect(restored).toHaveBeenCalledTimes(1);
    expect(await database.row('Users', KEY)).toBeNull();
    expect(said.at(-1)).toBe(
      'The database is running again. It was in memory: accounts and completions are lost. Sign in again.',
    );
  });

  it('repeatedly restarts each time', async () => {
    const { dynamo, database, isBack } = await given(join(givenFolder(), 'data.sqlite'));
    for (let i = 1; i <= 3; i += 1) {
      signalDatabase(dynamo.endpoint, 'SIGKILL');
      await isBack(i);
      await database.put('Users', { ...KEY, pk: `USER#${i}` }, { username: `${i}` });
    }
    expect(await database.row('Users', { ...KEY, pk: 'USER#1' })).not.toBeNull();
  });

  it('is retried until it can be restored, and logs the cause once', async () => {
    const { dynamo, restored, isBack } = await given();
    const wasUp: boolean[] = [dynamo.isUp()];
    for (let i = 0; i < 2; i += 1) {
      restored.mockImplementationOnce(async () => {
        wasUp.push(dynamo.isUp());
        throw new Error('No tables today.');
      });
    }
    signalDatabase(dynamo.endpoint, 'SIGKILL');
    await isBack();
    expect([...wasUp, dynamo.isUp()]).toEqual([true, false, false, true]);
    expect(said.slice(0, -1)).toEqual([
      'The database stopped (SIGKILL). Restarting it.',
      'The database is still unavailable. No tables today.',
    ]);
  });
});

describe('a database that is stopped', () => {
  it('is not restarted', async () => {
    const { dynamo } = await given();
    await dynamo.stop();
    expect(databaseProcess(dynamo.endpoint)).toBeUndefined();
    expect(said).toEqual([]);
  });

  it('stops even if it is frozen', async () => {
    const { dynamo } = await given();
    signalDatabase(dynamo.endpoint, 'SIGSTOP');
    await dynamo.stop();
    expect(databaseProcess(dynamo.endpoint)).toBeUndefined();
  });

  it('during a restart does not come back', async () => {
    const { dynamo, restored } = await given();
    let stopped: Promise<void> | undefined;
    restored.mockImplementationOnce(async () => {
      stopped = dynamo.stop();
      throw new Error('Too late.');
    });
    signalDatabase(dynamo.endpoint, 'SIGKILL');
    await vi.waitFor(() => expect(stopped).toBeDefined(), 10_000);
    await stopped;
    expect(databaseProcess(dynamo.endpoint)).toBeUndefined();
    expect(said).toHaveLength(1);
  });
});

it('a database that cannot start throws immediately', async () => {
  const port = await givenTakenPort();
  await expect(startLasting({ port }, async () => {})).rejects.toThrow(
    /port \d+ is already in use/,
  );
});
