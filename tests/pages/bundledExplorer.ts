import { bundleVersion, loadBundle } from '../../explorer/bundle';

/** Builds the explorer's bundle once before its tests start, because that takes seconds. */
export async function setup(): Promise<void> {
  await loadBundle(await bundleVersion());
}
