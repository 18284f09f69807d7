import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { note, type Context } from '../context';
import { Failure } from '../failure';
import { needBash, runScript } from './script';
import type { LabFolder } from './labFolder';

/**
 * Runs the lab's `verify.sh`, which tells the learner what is still wrong.
 *
 * @param isShown whether the learner sees that at once. Otherwise it is in the failure.
 * @returns the hash to submit
 * @throws Failure `StillWrong`
 */
export async function verify(
  context: Context,
  { folder, exerciseId }: LabFolder,
  { isShown }: { isShown: boolean },
): Promise<string> {
  const script = join(folder, '.lab', 'exercises', exerciseId, 'verify.sh');
  const isThere = await access(script).then(
    () => true,
    () => false,
  );
  if (!isThere) {
    throw new Failure('Usage', `${script} is missing. Start the lab again in a new folder.`);
  }
  await needBash(context);
  const { status, stdout, stderr } = await runScript(
    context,
    folder,
    exerciseId,
    'verify.sh',
    isShown ? (text) => context.stderr.write(text) : undefined,
  );
  const hash = stdout.trim();
  if (status === 0 && /^[0-9a-f]{64}$/.test(hash)) return hash;
  if (status === 0) {
    throw new Failure('Machine', 'verify.sh printed no hash. Start the lab again in a new folder.');
  }
  if (isShown && stderr === '') note(context, 'verify.sh stopped without a reason.');
  throw new Failure('StillWrong', 'Not correct yet.', { problems: stderr.trim() });
}
