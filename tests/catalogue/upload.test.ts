import { createHash } from 'node:crypto';
import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { afterAll, expect, it, onTestFinished } from 'vitest';
import type { Bundle } from '../../catalogue/bundle';
import { uploadBundles } from '../../catalogue/upload';
import { LOCAL_CREDENTIALS, REGION, tableNames } from '../../local/config';
import { startEmbedded } from '../../local/database/embedded';
import { createTables } from '../../local/database/tables';
import { startBucket } from '../support/bucket';
import { run } from '../support/process';

const bundleOf = (text: string): Bundle => ({
  archive: Buffer.from(text),
  sha256: createHash('sha256').update(text).digest('hex'),
});

async function givenBucket() {
  const bucket = await startBucket();
  onTestFinished(() => bucket.close());
  const client = new S3Client({
    endpoint: bucket.endpoint,
    region: REGION,
    credentials: LOCAL_CREDENTIALS,
    forcePathStyle: true,
  });
  onTestFinished(() => client.destroy());
  const upload = (...bundles: Bundle[]) => uploadBundles(client, 'bundles', bundles);
  return { ...bucket, upload };
}

const keyOf = ({ sha256 }: Bundle) => `/bundles/bundles/${sha256}.tar.gz`;

it('uploads each bundle to the address of its content, to be cached for ever', async () => {
  const { objects, upload } = await givenBucket();
  const bundles = Array.from({ length: 20 }, (_, i) => bundleOf(`bundle ${i}`));
  expect(await upload(...bundles)).toBe(20);
  expect(objects.size).toBe(20);
  for (const bundle of bundles) {
    expect(objects.get(keyOf(bundle))).toEqual({
      body: bundle.archive,
      contentType: 'application/gzip',
      cacheControl: 'public, max-age=31536000, immutable',
    });
  }
});

it('leaves a bundle that the bucket has, and those of earlier publications', async () => {
  const { objects, upload } = await givenBucket();
  const [first, second] = [bundleOf('first'), bundleOf('second')];
  await upload(first);
  const stored = objects.get(keyOf(first));
  expect(await upload(first, second)).toBe(1);
  expect(objects.get(keyOf(first))).toBe(stored);
  expect(await upload(second)).toBe(0);
  expect(objects.size).toBe(2);
});

it('uploads nothing for an empty catalogue', async () => {
  const { upload } = await givenBucket();
  expect(await upload()).toBe(0);
});

it('rejects a bundle that was damaged on the way', async () => {
  const { objects, upload } = await givenBucket();
  const { sha256 } = bundleOf('sound');
  await expect(upload({ archive: Buffer.from('damaged'), sha256 })).rejects.toThrow('BadDigest');
  expect(objects.size).toBe(0);
});

it('rejects when the bucket refuses', async () => {
  const { fail, upload } = await givenBucket();
  fail();
  await expect(upload(bundleOf('first'))).rejects.toThrow('AccessDenied');
});

const database = await startEmbedded();
const client = new DynamoDBClient({
  endpoint: database.endpoint,
  region: REGION,
  credentials: LOCAL_CREDENTIALS,
});
await createTables(client, tableNames);
afterAll(async () => {
  client.destroy();
  await database.stop();
});

it('a refused upload stops a publication before any row is written', async () => {
  const { fail, endpoint } = await givenBucket();
  fail();
  const link = (name: string) => JSON.stringify({ name });
  const publication = run('catalogue/publishLinked.ts', [], {
    env: {
      AWS_ENDPOINT_URL_DYNAMODB: database.endpoint,
      AWS_ENDPOINT_URL_S3: endpoint,
      AWS_REGION: REGION,
      AWS_ACCESS_KEY_ID: LOCAL_CREDENTIALS.accessKeyId,
      AWS_SECRET_ACCESS_KEY: LOCAL_CREDENTIALS.secretAccessKey,
      SST_RESOURCE_App: JSON.stringify({ name: 'akasha-labs', stage: 'test' }),
      SST_RESOURCE_Exercises: link(tableNames.Exercises),
      SST_RESOURCE_Answers: link(tableNames.Answers),
      SST_RESOURCE_Bundles: link('bundles'),
    },
  });
  expect(await publication.ended).toBe(1);
  expect(publication.stderr()).toContain('AccessDenied');
  expect(publication.stdout()).toBe('');
  for (const TableName of [tableNames.Exercises, tableNames.Answers]) {
    expect((await client.send(new ScanCommand({ TableName }))).Count).toBe(0);
  }
});
