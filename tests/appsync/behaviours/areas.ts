import type { Area } from './behaviour';
import { http } from './http';

/** Every area, in the order of the report. */
export const areas: readonly Area[] = [http];
