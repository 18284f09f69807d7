import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keepFaultLog } from '../support/faultLog';
import { checkPublic } from '../support/histories/finale';
import { heavyOf, plan } from '../support/histories/plan';
import { describe as inWords, runHistory } from '../support/histories/run';
import { startWorld, type World } from '../support/histories/world';

/** The number of acts of a history. `npx pnpm bench:histories` runs more and longer histories. */
const LENGTH = { min: 14, max: 18 };
/** In one of this many histories, a process is killed or frozen. */
const HEAVY_EVERY = 15;

const seeds = (from: number) => Array.from({ length: 30 }, (_, i) => from + i);

/** To repeat one of these: `npx pnpm bench:histories --seed <seed>` */
describe.each([1, 31])('random histories from seed %i on, with database faults', (from) => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.stop());

  it.each(seeds(from))('seed %i', async (seed) => {
    keepFaultLog();
    const { violations } = await runHistory(world, plan(seed, LENGTH, heavyOf(seed, HEAVY_EVERY)));
    expect(violations.map(inWords)).toEqual([]);
  });

  it('every board and list is correct at the end', async () => {
    expect((await checkPublic(world)).map(inWords)).toEqual([]);
  });
});
