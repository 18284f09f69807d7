import fc from 'fast-check';

/** Number of values that are tried of each kind: 10,000 in total. */
const RUNS = {
  validDocuments: 1_500,
  brokenDocuments: 2_000,
  nestedDocuments: 100,
  results: 1_000,
  decimals: 1_000,
  bodies: 2_000,
  headers: 500,
  tokens: 2_000,
  frames: 1_000,
  sentRequests: 400,
  sentLines: 400,
  sentFrames: 100,
  brokenConnections: 50,
};

export const RUNS_TOTAL = Object.values(RUNS).reduce((sum, runs) => sum + runs);

/**
 * Maximum number of values in one test. A slow machine under load tries them long before the search
 * ends.
 */
const RUNS_A_TEST = 500;

/** The share of a kind that one test tries. */
export interface Part {
  readonly kind: keyof typeof RUNS;
  readonly number: number;
  readonly total: number;
}

/** The tests of a kind, for `it.each`. */
export function partsOf(kind: keyof typeof RUNS): Part[] {
  const total = Math.ceil(RUNS[kind] / RUNS_A_TEST);
  return Array.from({ length: total }, (_, i) => ({ kind, number: i + 1, total }));
}

/** Different each time. `FUZZ_SEED=… npx vitest run fuzz` tries the same values again. */
export const SEED = Number(process.env['FUZZ_SEED'] ?? Date.now() % 2 ** 31);

/** Multiplies the number of values: `FUZZ_TIMES=20` for a long search. */
const TIMES = Number(process.env['FUZZ_TIMES'] ?? 1);

/** Far longer than one value takes, even on a busy machine. Anything that takes longer hangs. */
const HANGS_MS = 8_000;

/** After this time, a failure is reported with the smallest input so far. */
const SEARCH_MS = 50_000;

/** Names a group of properties with the seed that repeats it. */
export const seeded = (name: string): string => `${name} (FUZZ_SEED=${SEED})`;

/** Tries a property. A failure reports the seed and the smallest input that was found. */
export function holds<Value>(
  { kind, number, total }: Part,
  values: fc.Arbitrary<Value>,
  property: (value: Value) => Promise<void> | void,
): Promise<void> {
  return fc.assert(
    fc.asyncProperty(values, async (value) => property(value)),
    {
      numRuns: Math.ceil(RUNS[kind] / total) * TIMES,
      seed: SEED + number,
      timeout: HANGS_MS,
      interruptAfterTimeLimit: SEARCH_MS * TIMES,
      markInterruptAsFailure: true,
    },
  );
}
