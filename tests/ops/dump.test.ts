import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LOCAL_CREDENTIALS, REGION, tableNames } from '../../local/config';
import { startEmbedded } from '../../local/database/embedded';
import { boardKey } from '../../model/board';
import { exportTo } from '../../ops/dump/exportTo';
import { readDump } from '../../ops/dump/format';
import { importFrom } from '../../ops/dump/importFrom';
import { openExercise, rightHash } from '../support/catalogue';
import { submit } from '../support/completion';
import { databaseAt } from '../support/database';
import { givenFolder } from '../support/folder';
import { givenPerson } from '../support/people';
import { givenFreePort } from '../support/port';
import { startScript } from '../support/running';
import { givenStack } from '../support/stack';

const { url, dynamoEndpoint, streams } = await givenStack({ streams: true });
const clientAt = (endpoint: string) =>
  new DynamoDBClient({ endpoint, region: REGION, credentials: LOCAL_CREDENTIALS });
const client = clientAt(dynamoEndpoint);

/** Runs a command in a folder without a database, unless the environment names one. */
async function command(
  name: 'export' | 'import',
  args: string[],
  { env = {}, cwd = givenFolder() }: { env?: Record<string, string>; cwd?: string } = {},
) {
  const running = startScript(`ops/dump/${name}.ts`, args, { env, cwd });
  const code = await running.ended;
  return { code, stdout: running.stdout(), stderr: running.stderr() };
}

async function exported(from: DynamoDBClient): Promise<string> {
  const file = join(givenFolder(), 'dump.jsonl');
  await exportTo(file, from, tableNames);
  return readFileSync(file, 'utf8');
}

function givenFile(text: string): string {
  const file = join(givenFolder(), 'dump.jsonl');
  writeFileSync(file, text);
  return file;
}

const reading = async (text: string): Promise<number> => {
  let rows = 0;
  for await (const _ of readDump(givenFile(text))) rows += 1;
  return rows;
};

/** A person who has completed an exercise, and a row with every type of DynamoDB. */
let ada: string;
let text: string;

beforeAll(async () => {
  const { id, token } = await givenPerson('ada');
  ada = id;
  await submit(url, token, openExercise.id, rightHash(openExercise));
  await streams!.drained();
  await client.send(
    new PutItemCommand({
      TableName: tableNames.Answers,
      Item: {
        pk: { S: 'TYPES' },
        sk: { S: 'é "quoted"\n' },
        // An attribute that is named like a type, and sets in no order.
        SS: { SS: ['b', 'a'] },
        numbers: { NS: ['10', '9'] },
        blobs: { BS: [new Uint8Array([2]), new Uint8Array([1, 255])] },
        B: { B: new Uint8Array([0, 128]) },
        nothing: { NULL: true },
        list: { L: [{ BOOL: false }, { M: { z: { N: '-1.5' }, a: { S: '' } } }] },
      },
    }),
  );
  const folder = mkdtempSync(join(tmpdir(), 'akasha-'));
  await exportTo(join(folder, 'dump.jsonl'), client, tableNames);
  text = readFileSync(join(folder, 'dump.jsonl'), 'utf8');
  rmSync(folder, { recursive: true });
});

describe('an export', () => {
  it('imported into an empty database, gives the same export again, byte for byte', async () => {
    const empty = await startEmbedded();
    const other = clientAt(empty.endpoint);
    try {
      await importFrom(givenFile(text), other, tableNames, false);
      expect(await exported(other)).toBe(text);
    } finally {
      other.destroy();
      await empty.stop();
    }
  });

  it('has a header, sorted rows with types, and the number of rows', () => {
    const [header, ...rest] = text.trimEnd().split('\n');
    const rows = rest.slice(0, -1);
    expect(header).toBe(
      '{"format":"akasha-labs","version":1,"tables":["Users","Progress","Sessions","Exercises","Leaderboards","Answers"]}',
    );
    expect(rest.at(-1)).toBe(`{"rows":${rows.length}}`);
    expect(rows).toContain(
      '{"table":"Answers","row":{"B":{"B":"AIA="},"SS":{"SS":["a","b"]},"blobs":{"BS":["Af8=","Ag=="]},' +
        '"list":{"L":[{"BOOL":false},{"M":{"a":{"S":""},"z":{"N":"-1.5"}}}]},"nothing":{"NULL":true},' +
        '"numbers":{"NS":["10","9"]},"pk":{"S":"TYPES"},"sk":{"S":"é \\"quoted\\"\\n"}}}',
    );
    expect(text).toContain(`"pk":{"S":"USER#${ada}"}`);
  });

  it('can be read only by its owner', async () => {
    const file = join(givenFolder(), 'dump.jsonl');
    await exportTo(file, client, tableNames);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('leaves an earlier file alone when it fails', async () => {
    const file = givenFile('earlier');
    const names = { ...tableNames, Answers: 'gone' };
    await expect(exportTo(file, client, names)).rejects.toThrow('does not have the tables');
    expect(readFileSync(file, 'utf8')).toBe('earlier');
    expect(existsSync(`${file}.unfinished`)).toBe(false);
  });
});

describe('the commands', () => {
  it('work on the data of a stopped stack, in .local', async () => {
    const cwd = givenFolder();
    const file = givenFile(text);
    const none = await command('export', ['again.jsonl'], { cwd });
    expect(none).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('There is no data in .local.'),
    });
    expect(await command('import', [file], { cwd })).toEqual({
      code: 0,
      stdout: expect.stringMatching(
        /^Imported \d+ rows from .* to \.local\.\n1 completions of 1 people, .*: 0 drifts/,
      ),
      stderr: '',
    });
    expect(await command('export', ['again.jsonl'], { cwd })).toMatchObject({ code: 0 });
    expect(readFileSync(join(cwd, 'again.jsonl'), 'utf8')).toBe(text);
  });

  it('work on a running stack, and refuse to mix rows with others', async () => {
    const cwd = givenFolder();
    const port = String(await givenFreePort());
    const stack = startScript('local/start.ts', [], { cwd, env: { PORT: port } });
    try {
      await stack.until(/is running/);
      expect(await command('export', ['dump.jsonl'], { cwd })).toMatchObject({
        code: 0,
        stdout: expect.stringMatching(/^Exported \d+ rows from http:\/\/127\.0\.0\.1:\d+ to /),
      });
      expect(await command('import', ['dump.jsonl'], { cwd })).toMatchObject({
        code: 1,
        stderr: expect.stringMatching(/^The database already has rows in Exercises.* --replace/),
      });
    } finally {
      stack.child.kill('SIGTERM');
      await stack.ended;
    }
  });

  it('print what does not add up in the imported rows, and exit 2', async () => {
    const live = databaseAt(dynamoEndpoint);
    const board = boardKey('ALL', ada);
    const { points } = (await live.row('Leaderboards', board))!;
    await live.update('Leaderboards', board, { points: 1_000_000 });
    const wrong = givenFile(await exported(client));
    await live.update('Leaderboards', board, { points });
    const { code, stdout } = await command('import', [wrong]);
    expect(stdout).toContain(`drift: user ${ada} on ALL: {"points":1000000`);
    expect(code).toBe(2);
  });

  it('say in one line that there is no file or no database', async () => {
    expect(await command('import', ['missing.jsonl'])).toEqual({
      code: 1,
      stdout: '',
      stderr: 'missing.jsonl cannot be read: ENOENT.\n',
    });
    const env = { DYNAMODB_ENDPOINT: 'http://127.0.0.1:1' };
    expect(await command('export', ['x'], { env })).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^The command failed: .*ECONNREFUSED.*\n$/),
    });
  });
});

describe('an import', () => {
  it('replaces all rows only if that is wanted', async () => {
    const database = await startEmbedded();
    const other = clientAt(database.endpoint);
    try {
      await importFrom(givenFile(text), other, tableNames, false);
      const one =
        '{"format":"akasha-labs","version":1,"tables":["Users"]}\n' +
        '{"table":"Users","row":{"pk":{"S":"NAME#x"},"sk":{"S":"NAME"}}}\n{"rows":1}\n';
      await expect(importFrom(givenFile(one), other, tableNames, false)).rejects.toThrow(
        'The database already has rows in Users, Progress, Sessions, Exercises, Leaderboards, Answers.',
      );
      expect(await exported(other)).toBe(text);
      expect(await importFrom(givenFile(one), other, tableNames, true)).toBe(1);
      const lines = (await exported(other)).split('\n');
      expect(lines.slice(1)).toEqual(one.split('\n').slice(1));
    } finally {
      other.destroy();
      await database.stop();
    }
  });

  it('writes nothing from a file that is refused, not even before its fault', async () => {
    const database = await startEmbedded();
    const other = clientAt(database.endpoint);
    try {
      await importFrom(givenFile(text), other, tableNames, false);
      const truncated = givenFile(text.slice(0, -40));
      await expect(importFrom(truncated, other, tableNames, true)).rejects.toThrow();
      expect(await exported(other)).toBe(text);
    } finally {
      other.destroy();
      await database.stop();
    }
  });

  it.each<[string, (text: string) => string, string]>([
    ['is empty', () => '', 'is incomplete'],
    ['lacks its last line', (whole) => whole.replace(/\{"rows.*\n$/, ''), 'is incomplete'],
    ['ends within a line', (whole) => whole.slice(0, -40), 'not a complete line'],
    ['lacks a row', (whole) => whole.replace(/^\{"table":"Users".*\n/m, ''), 'but the file has'],
    ['has a row twice', (whole) => whole.replace(/^\{"table":"Us.*\n/m, '$&$&'), 'the same row'],
    ['has more behind it', (whole) => `${whole}{"rows":1}\n`, 'more after the last line'],
    ['is of a later version', (whole) => whole.replace('"version":1', '"version":2'), 'version 2'],
    ['has another table', (whole) => whole.replace('"Users",', '"Users","X",'), 'no table X'],
    ['is no dump', () => '{"a":1}\n', 'not a file of pnpm db:export'],
    [
      'has a row of another table',
      (whole) => whole.replace('{"table":"Users"', '{"table":"Bills"'),
      'not a row',
    ],
    ['has a wrong type', (whole) => whole.replace('{"N":"', '{"N":"x'), 'not a row'],
  ])('refuses a file that %s', async (_, change, message) => {
    await expect(reading(change(text))).rejects.toThrow(message);
  });
});

afterAll(() => client.destroy());
