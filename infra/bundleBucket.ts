import { isProduction } from './stage';

/**
 * The bundles that learners download. `catalogue publish` uploads them, each under the hash of its
 * content. They contain no secrets: whoever knows an address may read it.
 */
export const bundleBucket = new sst.aws.Bucket('Bundles', {
  access: 'public',
  cors: { allowMethods: ['GET', 'HEAD'] },
  // SST would delete the bucket with its content on every stage.
  transform: { bucket: { forceDestroy: !isProduction } },
});

/** The address under which bundles are served. */
export const bundlesUrl = $interpolate`https://${bundleBucket.nodes.bucket.bucketRegionalDomainName}`;
