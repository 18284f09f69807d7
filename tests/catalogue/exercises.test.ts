import { describe, expect, it } from 'vitest';
import { variantsToTry } from '../../catalogue/check/command';
import { instructionFaults } from '../../catalogue/check/instructions';
import { labFaults, usageFaults } from '../../catalogue/check/labs';
import {
  alpineLinux,
  exercisesFolder,
  hostile,
  type Kind,
  learner,
  mac,
  restricted,
} from '../../catalogue/check/machine';
import { readCatalogue } from '../../catalogue/read';

const exercises = await readCatalogue(exercisesFolder);
const answered = exercises.filter(({ verification }) => verification.kind === 'ANSWER');

const machines: [string, Kind][] = [
  ['on a hostile machine', hostile],
  ['on a stock Mac', mac],
  ['on Alpine Linux', alpineLinux],
  ['from a read-only clone, by a learner who is not root', restricted],
];

describe.concurrent.each(exercises.map((exercise) => [exercise.id, exercise] as const))(
  '%s',
  { timeout: 60_000 },
  (_, exercise) => {
    it.each(machines)('is set up, solved and verified %s', async (__, kind) => {
      expect(await labFaults(kind, exercise, 0)).toEqual([]);
    });

    it.each(variantsToTry(exercise))('has the answer of variant %i', async (variant) => {
      expect(await labFaults(learner, exercise, variant)).toEqual([]);
    });

    it('prints its usage without arguments', async () => {
      expect(await usageFaults(learner, exercise)).toEqual([]);
    });

    it('has complete instructions that fit into one read unit', () => {
      expect(instructionFaults(exercise)).toEqual([]);
    });
  },
);

describe('the catalogue', () => {
  it('has exercises without prerequisites, and a self-reported one', () => {
    expect(
      exercises.filter((exercise) => exercise.prerequisites.length === 0).length,
    ).toBeGreaterThanOrEqual(4);
    expect(exercises.some((exercise) => exercise.verification.kind === 'SELF_REPORTED')).toBe(true);
  });

  it('lists the prerequisites of an exercise before it', () => {
    const positions = new Map(exercises.map((exercise) => [exercise.id, exercise.position]));
    for (const exercise of exercises) {
      for (const id of exercise.prerequisites)
        expect(positions.get(id)).toBeLessThan(exercise.position);
    }
  });

  it('gives each variant of each exercise a unique hash', () => {
    const hashes = answered.flatMap(({ answers }) => answers.hashes);
    expect(new Set(hashes).size).toBe(hashes.length);
  });

  it('has at least eight exercises with 32 variants or more', () => {
    const varied = answered.filter(({ answers }) => answers.hashes.length >= 32);
    expect(varied.length).toBeGreaterThanOrEqual(8);
  });

  it('has the answers of its present files: run `npx pnpm catalogue hashes`', () => {
    expect(answered.filter(({ answers }) => !answers.isCurrent).map(({ id }) => id)).toEqual([]);
  });
});
