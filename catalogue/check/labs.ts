import { isDeepStrictEqual } from 'node:util';
import { existsSync } from 'node:fs';
import { SETUP, SOLVE, VERIFY } from '../fileNames';
import type { Exercise } from '../read';
import type { Outcome } from '../runBash';
import { hashLine, onMachine, snapshot, type Kind } from './machine';

type Lab = Pick<Exercise, 'id' | 'answers'>;

/**
 * Sets an exercise up, solves it and verifies it on one kind of machine, and reports what a script
 * does wrong. Stops at the first script that fails.
 *
 * @param variant from 0
 */
export async function labFaults(kind: Kind, lab: Lab, variant: number): Promise<string[]> {
  const faults: string[] = [];
  const env = { ...kind.env, LAB_VARIANT: String(variant) };
  await onMachine({ ...kind, env }, async ({ work, surroundings, script, run }) => {
    const fault = (name: string, text: string) => void faults.push(`${name}: ${text}`);
    const outside = async () => [
      await snapshot(surroundings, work),
      await snapshot(script(lab.id, '.')),
    ];
    let before = await outside();
    const runScript = async (name: string): Promise<Outcome> => {
      const path = script(lab.id, name);
      const outcome = await run(path, work);
      const after = await outside();
      if (!isDeepStrictEqual(after, before)) fault(name, 'changes something outside DIR');
      before = after;
      // Without the paths, which other machines do not share.
      const stderr = outcome.stderr.replaceAll(`${path}: `, '').replaceAll(work, 'DIR');
      return { ...outcome, stderr };
    };

    if (existsSync(script(lab.id, SETUP))) {
      const done = await runScript(SETUP);
      if (!isSilent(done)) return fault(SETUP, `fails or prints something: ${describe(done)}`);
      const laidOut = await snapshot(work);
      const again = await runScript(SETUP);
      if (again.status !== 1 || again.stdout !== '' || !again.stderr.includes('is not empty')) {
        fault(SETUP, `does not refuse a folder that is not empty: ${describe(again)}`);
      }
      if (!isDeepStrictEqual(await snapshot(work), laidOut)) {
        fault(SETUP, 'changes a folder that is not empty');
      }
    }

    const unsolved = await runScript(VERIFY);
    if (unsolved.status !== 1 || unsolved.stdout !== '' || !/^.+\n$/.test(unsolved.stderr)) {
      fault(VERIFY, `does not report an unsolved lab in one line: ${describe(unsolved)}`);
    }

    const solve = await runScript(SOLVE);
    if (solve.status !== 0 || solve.stderr !== '') {
      return fault(SOLVE, `fails or reports something: ${describe(solve)}`);
    }
    const solved = await snapshot(work);
    const verified = await runScript(VERIFY);
    const hash = lab.answers.hashes[variant];
    if (verified.status !== 0 || verified.stderr !== '' || !hashLine.test(verified.stdout)) {
      return fault(VERIFY, `does not accept the solution: ${describe(verified)}`);
    }
    if (hash !== undefined && verified.stdout !== `${hash}\n`) {
      fault(VERIFY, `prints another hash than expected: ${verified.stdout.trim()}`);
    }
    if (!isDeepStrictEqual(await snapshot(work), solved)) fault(VERIFY, 'changes the work');
  });
  return faults;
}

const isSilent = ({ status, stdout, stderr }: Outcome): boolean =>
  status === 0 && stdout === '' && stderr === '';

const describe = ({ status, stdout, stderr }: Outcome): string =>
  `status ${status}, ${JSON.stringify((stderr || stdout).slice(-500))}`;

/** Reports scripts that do not print their usage when they are run without arguments. */
export async function usageFaults(kind: Kind, { id }: Lab): Promise<string[]> {
  const faults: string[] = [];
  await onMachine(kind, async ({ script, run }) => {
    for (const name of [SETUP, VERIFY]) {
      const path = script(id, name);
      if (!existsSync(path)) continue;
      const outcome = await run(path);
      if (
        !isDeepStrictEqual(outcome, { status: 1, stdout: '', stderr: `usage: bash ${path} DIR\n` })
      ) {
        faults.push(`${name}: does not print its usage: ${describe(outcome)}`);
      }
    }
  });
  return faults;
}
