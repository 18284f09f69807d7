import { bundleName } from '../../model/exercise';

/** The address under which the stage serves bundles, which `bundle.ts` inserts as a literal. */
declare const BUNDLES_URL: string;

/** The address of a bundle. Content never changes under an address. */
export const bundleUrl = (sha256: string): string => `${BUNDLES_URL}/${bundleName(sha256)}`;
