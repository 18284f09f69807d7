import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  DynamoDBDocumentClient,
  PutCommand,
  ScanCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { CompletedExercisesError, publishCatalogue } from '../../catalogue/publish';
import { CatalogueError, type Exercise } from '../../catalogue/read';
import { LOCAL_CREDENTIALS, REGION, tableNames } from '../../local/config';
import { startEmbedded } from '../../local/database/embedded';
import { createTables } from '../../local/database/tables';
import { statsKey } from '../../model/exercise';
import type { ItemKey } from '../../model/keys';
import { RANK_POINTS_MAX } from '../../model/rankTree';
import { startBucket } from '../support/bucket';
import { catalogue } from '../support/catalogue';
import { startDynamoProxy } from '../support/dynamoProxy';
import { run } from '../support/process';

const TABLE = tableNames.Exercises;
const connect = (endpoint: string) =>
  new DynamoDBClient({ endpoint, region: REGION, credentials: LOCAL_CREDENTIALS });

const database = await startEmbedded();
const proxy = await startDynamoProxy(database.endpoint);
const bucket = await startBucket();
const client = connect(proxy.endpoint);
const documents = DynamoDBDocumentClient.from(connect(database.endpoint));
await createTables(connect(database.endpoint), tableNames);
afterAll(async () => {
  client.destroy();
  await proxy.close();
  await bucket.close();
  await database.stop();
});

const publish = (exercises: readonly Exercise[], removable: readonly string[] = []) =>
  publishCatalogue(client, tableNames, exercises, {
    mayRemove: (id) => removable.includes(id),
    mayThaw: false,
  });

const writes = () => proxy.takeCalls().reduce((units, { writeUnits }) => units + writeUnits, 0);

async function rows(): Promise<Record<string, unknown>[]> {
  const { Items = [] } = await documents.send(new ScanCommand({ TableName: TABLE }));
  return Items;
}

const complete = (id: string) =>
  documents.send(
    new UpdateCommand({
      TableName: TABLE,
      Key: statsKey(id, 3),
      UpdateExpression: 'ADD completions :one, attempts :one',
      ExpressionAttributeValues: { ':one': 1 },
    }),
  );

const [first, second, ...others] = catalogue;
const ids = catalogue.map(({ id }) => id);

describe('publishing the catalogue', () => {
  beforeEach(async () => {
    await publish(catalogue, ids);
    proxy.takeCalls();
  });

  it('writes nothing when nothing changed', async () => {
    const before = await rows();
    expect(await publish(catalogue)).toEqual({
      added: [],
      changed: [],
      removed: [],
      unchanged: ids,
    });
    expect(writes()).toBe(0);
    expect(await rows()).toEqual(before);
  });

  it('writes and reports the exercise that changed', async () => {
    const edited = { ...first!, instructions: `${first!.instructions}\nOne more line.\n` };
    expect(await publish([edited, second!, ...others])).toMatchObject({
      added: [],
      changed: [first!.id],
      removed: [],
    });
    expect(writes()).toBeGreaterThan(0);
    const texts = (await rows()).map(({ instructions }) => instructions);
    expect(texts).toContain(edited.instructions);
  });

  it('restores an exercise that was changed in the table', async () => {
    await documents.send(
      new PutCommand({
        TableName: TABLE,
        Item: { pk: `EXERCISE#${first!.id}`, sk: 'CONTENT', instructions: 'Nothing to do.' },
      }),
    );
    expect((await publish(catalogue)).changed).toEqual([first!.id]);
  });

  it('removes an exercise without completions, and adds it again', async () => {
    const without = catalogue.filter(({ id }) => id !== second!.id);
    expect((await publish(without)).removed).toEqual([second!.id]);
    expect((await rows()).map(({ id }) => id)).not.toContain(second!.id);
    expect((await publish(catalogue)).added).toEqual([second!.id]);
  });

  it('refuses to remove an exercise with completions unless it is requested', async () => {
    await complete(first!.id);
    const without = [{ ...second!, title: 'Another title' }, ...others];
    const before = await rows();
    const refused = publish(without);
    await expect(refused).rejects.toThrow(CompletedExercisesError);
    await expect(refused).rejects.toThrow(`${first!.id} (1)`);
    expect(await rows()).toEqual(before);

    expect(await publish(without, [first!.id])).toMatchObject({
      changed: [second!.id],
      removed: [first!.id],
    });
  });

  it('refuses more exercises than there is room for, including retired ones', async () => {
    const gone = Array.from({ length: RANK_POINTS_MAX / 100 }, (_, i) => statsKey(`gone-${i}`, 1));
    const put = (key: ItemKey, completions: number) =>
      documents.send(new PutCommand({ TableName: TABLE, Item: { ...key, completions } }));
    for (const key of gone) await put(key, 1);
    const before = await rows();
    const refused = publish([{ ...first!, title: 'Another title' }, second!, ...others]);
    await expect(refused).rejects.toThrow(CatalogueError);
    await expect(refused).rejects.toThrow(`(${gone.length} of them retired)`);
    expect(await rows()).toEqual(before);
    // They have no completions any more: the accounts of their solvers were deleted.
    for (const key of gone) await put({ ...key, sk: statsKey('any', 2).sk }, -1);
    expect((await publish(catalogue)).unchanged).toEqual(ids);
  });

  it('publishes the tags in alphabetical order, with the number of exercises', async () => {
    const item = (await rows()).find(({ pk }) => pk === 'TAGS');
    const all = catalogue.flatMap(({ tags }) => tags);
    const tags = [...new Set(all)].sort();
    expect(item).toMatchObject({
      tags: tags.map((tag) => ({ tag, exercises: all.filter((each) => each === tag).length })),
    });
  });

  it('keeps the answers in a table of their own, and nowhere else', async () => {
    const hashes = catalogue.flatMap(({ answers }) => answers.hashes);
    const text = JSON.stringify(await rows());
    for (const hash of hashes) expect(text).not.toContain(hash);
    const { Items = [] } = await documents.send(new ScanCommand({ TableName: tableNames.Answers }));
    expect(Items.flatMap((item) => item['hashes'] as string[]).sort()).toEqual(hashes.sort());

    // People may have started an exercise that is gone.
    await publish(others, ids);
    const left = await documents.send(new ScanCommand({ TableName: tableNames.Answers }));
    expect(left.Items).toHaveLength(catalogue.length);
  });

  describe('a published version', () => {
    const answered = catalogue.find(({ verification }) => verification.kind === 'ANSWER')!;
    const { hashes } = answered.answers;
    const otherAnswers = { hashes: ['0'.repeat(64), ...hashes.slice(1)], isCurrent: true };
    const publishWith = (changes: Partial<Exercise>) =>
      publish(catalogue.map((each) => (each === answered ? { ...answered, ...changes } : each)));

    it.each<[what: string, changes: Partial<Exercise>]>([
      ['points', { points: answered.points + 1 }],
      ['answers', { answers: otherAnswers }],
      [
        'answers',
        { answers: { hashes: hashes.slice(0, 1).concat('1'.repeat(64)), isCurrent: true } },
      ],
      [
        'points, verification, answers',
        {
          points: 0,
          verification: { kind: 'SELF_REPORTED' },
          answers: { hashes: [], isCurrent: true },
        },
      ],
    ])('keeps its %s', async (what, changes) => {
      const before = await rows();
      const refused = publishWith({ ...changes, title: 'Another title' });
      await expect(refused).rejects.toThrow(
        new CatalogueError([
          `${answered.id}: version 1 is published, so its ${what} cannot change; to change them, set version: 2`,
        ]),
      );
      expect(await rows()).toEqual(before);
    });

    it('may change its text and its files', async () => {
      const bundle = { archive: Buffer.from('other'), sha256: 'c'.repeat(64) };
      const { changed } = await publishWith({ title: 'Another title', bundle });
      expect(changed).toEqual([answered.id]);
    });

    it('is still frozen when the exercise was removed and returns', async () => {
      await publish(
        catalogue.filter((each) => each !== answered),
        ids,
      );
      await expect(publishWith({ answers: otherAnswers })).rejects.toThrow(
        `${answered.id}: version 1 is published, so its answers cannot change`,
      );
      expect((await publish(catalogue)).added).toEqual([answered.id]);
    });

    it('is followed by a version that changes everything, and never by an older one', async () => {
      const changes = { points: answered.points + 1, answers: otherAnswers };
      expect((await publishWith({ ...changes, version: 2 })).changed).toEqual([answered.id]);
      await expect(publishWith({})).rejects.toThrow(
        `${answered.id}: version 1 is older than the published version 2`,
      );
      // For the other tests.
      await publishCatalogue(client, tableNames, catalogue, {
        mayRemove: () => false,
        mayThaw: true,
      });
    });
  });

  it('never changes a counter', async () => {
    const counters = async () => (await rows()).filter(({ sk }) => String(sk).startsWith('STATS#'));
    await complete(first!.id);
    const before = await counters();
    await publish([{ ...first!, title: 'Another title' }, second!, ...others]);
    await publish([second!, ...others], [first!.id]);
    await publish(catalogue);
    expect(await counters()).toEqual(before);
  });
});

describe('the command that runs in `sst shell`', () => {
  const env = {
    AWS_ENDPOINT_URL_DYNAMODB: database.endpoint,
    AWS_REGION: REGION,
    AWS_ACCESS_KEY_ID: LOCAL_CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: LOCAL_CREDENTIALS.secretAccessKey,
    SST_RESOURCE_App: JSON.stringify({ name: 'akasha-labs', stage: 'test' }),
    SST_RESOURCE_Exercises: JSON.stringify({ name: TABLE }),
    SST_RESOURCE_Answers: JSON.stringify({ name: tableNames.Answers }),
    SST_RESOURCE_Bundles: JSON.stringify({ name: 'a-bucket' }),
    AWS_ENDPOINT_URL_S3: bucket.endpoint,
  };

  it('publishes to the linked table, and reports the result', async () => {
    await publish(others, ids);
    await complete(first!.id);
    const again = run('catalogue/publishLinked.ts', [], { env });
    expect(await again.ended).toBe(0);
    expect(again.stdout()).toBe(
      `Added: ${first!.id}, ${second!.id}\nUnchanged: ${others.length}\n`,
    );
    for (const { bundle } of catalogue) {
      expect(bucket.objects.get(`/a-bucket/bundles/${bundle.sha256}.tar.gz`)).toEqual({
        body: bundle.archive,
        contentType: 'application/gzip',
        cacheControl: 'public, max-age=31536000, immutable',
      });
    }
  });

  it('reports why it publishes nothing', async () => {
    const gone = { ...first!, id: 'gone-for-good', position: 999 };
    await publish([...catalogue, gone], ids);
    await complete(gone.id);
    const refused = run('catalogue/publishLinked.ts', [], { env });
    expect(await refused.ended).toBe(1);
    expect(refused.stderr()).toContain('gone-for-good (1)');
    const asked = run('catalogue/publishLinked.ts', [gone.id], { env });
    expect(await asked.ended).toBe(0);
    expect(asked.stdout()).toContain('Removed: gone-for-good');
  });
});

it.each([
  [[], ''],
  [['publish'], ''],
  [['--stage', 'dev'], ''],
  [['publish', 'an-exercise', '--stage', 'dev'], ''],
  [['new'], ''],
  [['check', '--stage', 'dev'], ''],
  [['chek'], ''],
  [['publish', '--stag', 'dev'], "Unknown option '--stag'. "],
])('the command prints its usage, and accesses no stage, for %j', async (args, mistake) => {
  const { ended, stderr } = run('catalogue/command.ts', args);
  expect(await ended).toBe(1);
  expect(stderr()).toBe(
    `${mistake}Usage: pnpm catalogue new <id> | hashes [<id>] | check [<id>] | publish --stage <stage> [--remove <id>]...\n`,
  );
});
