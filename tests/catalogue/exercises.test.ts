import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readCatalogue } from '../../catalogue/read';
import {
  alpineLinux,
  exercisesFolder,
  hashLine,
  hostile,
  type Kind,
  learner,
  mac,
  onMachine,
  restricted,
  snapshot,
} from '../../catalogue/check/machine';

const exercises = await readCatalogue(exercisesFolder);
const answers = exercises.flatMap(({ id, verification }) =>
  verification.kind === 'ANSWER' ? [{ id, hash: verification.hash }] : [],
);
const hashes = new Map(answers.map(({ id, hash }) => [id, hash]));
const hasSetup = (id: string) => existsSync(join(exercisesFolder, id, 'setup.sh'));

const machines: [string, Kind][] = [
  ['on a hostile machine', hostile],
  ['on a stock Mac', mac],
  ['on Alpine Linux', alpineLinux],
  ['from a read-only clone, by a learner who is not root', restricted],
];

describe.concurrent.each(exercises.map((exercise) => [exercise.id, exercise] as const))(
  '%s',
  { timeout: 60_000 },
  (id, { instructions }) => {
    it.each(machines)('is set up, solved and verified %s', async (_, kind) => {
      await onMachine(kind, async ({ work, surroundings, script, run }) => {
        const setup = script(id, 'setup.sh');
        const verify = script(id, 'verify.sh');
        const around = await snapshot(surroundings);

        if (hasSetup(id)) {
          expect(await run(setup, work)).toEqual({ status: 0, stdout: '', stderr: '' });
          const laidOut = await snapshot(work);
          expect(await run(setup, work)).toEqual({
            status: 1,
            stdout: '',
            stderr: expect.stringContaining('is not empty'),
          });
          expect(await snapshot(work)).toEqual(laidOut);
        }

        expect(await run(verify, work)).toEqual({
          status: 1,
          stdout: '',
          stderr: expect.stringMatching(/^.+\n$/),
        });

        const solve = script(id, 'solution/solve.sh');
        expect(await run(solve, work)).toMatchObject({ status: 0, stderr: '' });
        const solved = await snapshot(work);
        const hash = hashes.get(id);
        expect(await run(verify, work)).toEqual({
          status: 0,
          stdout: hash ? `${hash}\n` : expect.stringMatching(hashLine),
          stderr: '',
        });

        expect(await snapshot(work), 'verify.sh only looks').toEqual(solved);
        expect(await snapshot(surroundings), 'nothing outside DIR changes').toEqual(around);
      });
    });

    it('prints its usage without arguments', async () => {
      await onMachine(learner, async ({ script, run }) => {
        const paths = ['setup.sh', 'verify.sh'].map((name) => script(id, name)).filter(existsSync);
        for (const path of paths) {
          expect(await run(path)).toEqual({
            status: 1,
            stdout: '',
            stderr: `usage: bash ${path} DIR\n`,
          });
        }
      });
    });

    it('has complete instructions that fit into one read unit', () => {
      expect(Buffer.byteLength(instructions)).toBeLessThan(3_900);
      expect(instructions).toContain(`bash exercises/${id}/verify.sh `);
      expect(instructions.includes(`bash exercises/${id}/setup.sh `)).toBe(hasSetup(id));
      for (const heading of [
        '## Set up',
        '## Your task',
        '## Hints',
        '## Check',
        '## Further reading',
      ]) {
        expect(instructions).toContain(`\n${heading}\n`);
      }
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

  it('gives each exercise a unique hash', () => {
    expect(new Set(hashes.values()).size).toBe(answers.length);
  });

  it.each(answers)('keeps the hash of $id only in its exercise.yml', async ({ id, hash }) => {
    const entries = await readdir(join(exercisesFolder, id), {
      recursive: true,
      withFileTypes: true,
    });
    const paths = entries
      .filter((entry) => entry.isFile() && entry.name !== 'exercise.yml')
      .map((entry) => join(entry.parentPath, entry.name));
    expect(paths).toContain(join(exercisesFolder, id, 'verify.sh'));
    for (const path of paths) expect(await readFile(path, 'utf8')).not.toContain(hash);
  });
});
