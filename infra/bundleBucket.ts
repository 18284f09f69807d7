import { createPrivateBucket } from './privateBucket';

/**
 * The bundles that learners download from the CDN. `catalogue publish` uploads them, each under the
 * hash of its content. They contain no secrets: whoever knows an address may read it.
 */
export const bundleBucket = createPrivateBucket('bundles');

// For `catalogue publish`, which runs in `sst shell`.
new sst.Linkable('Bundles', { properties: { name: bundleBucket.bucket } });
