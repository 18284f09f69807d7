import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
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
  onMachine,
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

    it('prints another hash for unsolved work, even if its complaints are ignored', async () => {
      const folder = await mkdtemp(join(tmpdir(), 'careless-'));
      onTestFinished(() => rm(folder, { recursive: true, force: true }));
      const [lab, work] = [join(folder, 'exercises', exercise.id), join(folder, 'work')];
      await cp(join(exercisesFolder, exercise.id), lab, { recursive: true });
      const library = await readFile(join(exercisesFolder, '../catalogue/lab.sh'), 'utf8');
      const careless = library.replace(/^wrong\(\) \{$/m, 'wrong() {\n  return 0');
      expect(careless).not.toBe(library);
      await mkdir(join(folder, 'catalogue'));
      await writeFile(join(folder, 'catalogue/lab.sh'), careless);
      await onMachine(learner, async ({ run }) => {
        await mkdir(work);
        if (existsSync(join(lab, 'setup.sh'))) await run(join(lab, 'setup.sh'), work);
        const { stdout } = await run(join(lab, 'verify.sh'), work);
        expect(exercise.answers.hashes).not.toContain(stdout.trim());
      });
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
