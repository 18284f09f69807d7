import { bundleVersion, loadBundle } from '../../local/explorer/bundle';

/** Makes the explorer's bundle before the tests of it begin: that takes seconds, and is shared. */
export async function setup(): Promise<void> {
  await loadBundle(await bundleVersion());
}
