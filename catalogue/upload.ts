import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { BUNDLES_PATH } from '../model/cdn';
import { bundleName } from '../model/exercise';
import { BUNDLE_CACHING, BUNDLE_TYPE, type Bundle } from './bundle';

/** Number of uploads at once. */
const CONCURRENCY = 8;

/**
 * Uploads bundles that the bucket does not have yet. Those of earlier publications stay, because
 * people may be downloading them.
 *
 * @returns number of bundles that were uploaded
 */
export async function uploadBundles(
  client: S3Client,
  bucket: string,
  bundles: readonly Bundle[],
): Promise<number> {
  const left = [...bundles];
  let uploaded = 0;
  const work = async (): Promise<void> => {
    for (let bundle = left.shift(); bundle; bundle = left.shift()) {
      if (await upload(client, bucket, bundle)) uploaded += 1;
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, work));
  return uploaded;
}

/** @returns false if the bucket has the bundle already */
async function upload(client: S3Client, Bucket: string, bundle: Bundle): Promise<boolean> {
  try {
    await client.send(
      new PutObjectCommand({
        Bucket,
        Key: BUNDLES_PATH.slice(1) + bundleName(bundle.sha256),
        Body: bundle.archive,
        ContentType: BUNDLE_TYPE,
        CacheControl: BUNDLE_CACHING,
        ChecksumSHA256: Buffer.from(bundle.sha256, 'hex').toString('base64'),
        // https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
        IfNoneMatch: '*',
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof Error && error.name === 'PreconditionFailed') return false;
    throw error;
  }
}
