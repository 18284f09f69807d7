import { isProduction, stageName } from './stage';

/** Creates a bucket that nobody can read, until `letCdnRead`. */
export function createPrivateBucket(name: string): aws.s3.Bucket {
  const bucket = new aws.s3.Bucket(stageName(name), { forceDestroy: !isProduction });
  new aws.s3.BucketPublicAccessBlock(stageName(name), {
    bucket: bucket.bucket,
    blockPublicAcls: true,
    ignorePublicAcls: true,
    blockPublicPolicy: true,
    restrictPublicBuckets: true,
  });
  return bucket;
}

/**
 * Lets one distribution read the objects of a bucket, and everyone else nothing. Without the
 * permission to list, S3 responds to a missing object with 403.
 *
 * @param name as in `createPrivateBucket`
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html
 */
export function letCdnRead(
  name: string,
  bucket: aws.s3.Bucket,
  distribution: aws.cloudfront.Distribution,
): void {
  new aws.s3.BucketPolicy(stageName(name), {
    bucket: bucket.bucket,
    policy: aws.iam.getPolicyDocumentOutput({
      statements: [
        {
          principals: [{ type: 'Service', identifiers: ['cloudfront.amazonaws.com'] }],
          actions: ['s3:GetObject'],
          resources: [$interpolate`${bucket.arn}/*`],
          conditions: [
            { test: 'StringEquals', variable: 'AWS:SourceArn', values: [distribution.arn] },
          ],
        },
        {
          effect: 'Deny',
          principals: [{ type: '*', identifiers: ['*'] }],
          actions: ['s3:*'],
          resources: [bucket.arn, $interpolate`${bucket.arn}/*`],
          conditions: [{ test: 'Bool', variable: 'aws:SecureTransport', values: ['false'] }],
        },
      ],
    }).json,
  });
}
