import { writeFile } from 'node:fs/promises';
import { areas } from '../behaviours/areas';
import { fingerprint, readRecordings, RECORDINGS, type Recordings } from '../behaviours/recordings';
import { report } from '../behaviours/report';
import type { Verdict } from './summary';

const PAGE = new URL('../../BEHAVIOURS.md', import.meta.url);

/** Recordings after a run: adds the behaviours that are as expected, and removes the others. */
export function recordedAfter(
  before: Recordings,
  verdicts: readonly Verdict[],
  where: { readonly on: string; readonly region: string },
): Recordings {
  const asked = new Set(verdicts.map(({ behaviour }) => behaviour.id));
  const entries = [
    ...Object.entries(before).filter(([id]) => !asked.has(id)),
    ...verdicts
      .filter(({ difference }) => difference === null)
      .map(({ behaviour }) => {
        const recording = { ...where, of: fingerprint(behaviour.evaluates) };
        return [behaviour.id, recording] as const;
      }),
  ];
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Stores the recordings of a run, and regenerates the page of behaviours. */
export async function keep(
  verdicts: readonly Verdict[],
  region: string,
  files: { recordings: URL | string; page: URL | string } = { recordings: RECORDINGS, page: PAGE },
): Promise<void> {
  const on = new Date().toISOString().slice(0, 10);
  const recordings = recordedAfter(readRecordings(), verdicts, { on, region });
  await writeFile(files.recordings, `${JSON.stringify(recordings, null, 2)}\n`);
  await writeFile(files.page, report(areas, recordings));
}
