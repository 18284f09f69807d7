import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { stringify } from 'yaml';

/** The files of a catalogue, by path. */
export type Files = Record<string, string | Uint8Array | undefined>;

/** The answer of every exercise of a test. */
export const hash = '0123456789abcdef'.repeat(4);
export const selfReported = { points: 0, verification: { kind: 'SELF_REPORTED' } };

/** The files of an exercise that is correct, except for the changes to its card. */
export function exercise(
  folder: string,
  position: number,
  changes: Record<string, unknown> = {},
): Files {
  const card = {
    id: folder,
    title: 'Count the stars',
    summary: 'Find out how many there are.',
    difficulty: 'BEGINNER',
    tags: ['counting', 'night-sky'],
    points: 10,
    estimatedMinutes: 15,
    position,
    prerequisites: [],
    verification: { kind: 'ANSWER', hash },
    ...changes,
  };
  return {
    [`${folder}/exercise.yml`]: stringify(card),
    [`${folder}/instructions.md`]: `# ${folder}\n`,
    [`${folder}/verify.sh`]: 'exit 1\n',
    [`${folder}/solution/solve.sh`]: 'exit 0\n',
  };
}

/** Calls `use` with a folder `exercises` that has these files. */
export async function withCatalogue(
  files: Files,
  use: (dir: string) => Promise<void>,
): Promise<void> {
  const root = await mkdtemp(join(tmpdir(), 'read-'));
  const dir = join(root, 'exercises');
  try {
    await mkdir(dir);
    for (const [name, text] of Object.entries(files)) {
      if (text === undefined) continue;
      await mkdir(dirname(join(dir, name)), { recursive: true });
      await writeFile(join(dir, name), text);
    }
    await use(dir);
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}
