import { note, type Context } from '../context';
import { Failure } from '../failure';
import { printable } from '../output/printable';
import type { LabFolder } from './labFolder';
import { needBash, runScript } from './script';

/**
 * Runs the lab's `verify.sh`, which tells the learner what is still wrong.
 *
 * @param isShown whether the learner sees that at once. Otherwise it is in the failure.
 * @returns the hash to submit
 * @throws Failure `StillWrong`
 * @throws Failure `Machine` if the fault is not in the work
 */
export async function verify(
  context: Context,
  { folder, exerciseId }: LabFolder,
  { isShown }: { isShown: boolean },
): Promise<string> {
  await needBash(context);
  const { status, stdout, stderr } = await runScript(
    context,
    folder,
    exerciseId,
    'verify.sh',
    isShown ? (text) => context.stderr.write(printable(text)) : undefined,
  );
  const hash = stdout.trim();
  if (status === 0 && /^[0-9a-f]{64}$/.test(hash)) return hash;
  if (status === 0) {
    throw new Failure('Machine', 'verify.sh printed no hash. Start the lab again in a new folder.');
  }
  const problems = printable(stderr).trim();
  if (status !== 1) {
    const reason =
      problems || `verify.sh ended with ${status === null ? 'a signal' : `status ${status}`}.`;
    const isKnown = isShown && problems !== '';
    throw new Failure(
      'Machine',
      isKnown
        ? 'Your work cannot be checked here.'
        : `Your work cannot be checked here.\n${reason}`,
    );
  }
  if (isShown && stderr === '') note(context, 'verify.sh stopped without a reason.');
  throw new Failure('StillWrong', 'Not correct yet.', { problems });
}
