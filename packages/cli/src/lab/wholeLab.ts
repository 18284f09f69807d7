import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '../failure';
import { escapedLine } from '../output/printable';
import type { LabFolder } from './labFolder';

const FORMS = { challenge: /^[0-9a-f]{32}\n?$/, variant: /^\d{1,2}\n?$/ } as const;

/**
 * Makes sure that a lab has everything that decides its result. Without its challenge, for example,
 * correct work would have a hash that the server refuses.
 *
 * @throws Failure `Usage` if a file is missing or damaged
 */
export async function needWhole({ folder, exerciseId, personal }: LabFolder): Promise<void> {
  for (const path of ['catalogue/lab.sh', `exercises/${exerciseId}/verify.sh`]) {
    const file = join(folder, '.lab', path);
    const isThere = await access(file).then(
      () => true,
      () => false,
    );
    if (!isThere) throw again(file, 'missing');
  }
  for (const name of personal) {
    const file = join(folder, '.lab', name);
    const text = await readFile(file, 'utf8').catch(() => undefined);
    if (text === undefined) throw again(file, 'missing');
    if (!FORMS[name].test(text)) throw again(file, 'damaged');
  }
}

const again = (file: string, state: string): Failure =>
  new Failure('Usage', `${escapedLine(file)} is ${state}. Start the lab again in a new folder.`);
