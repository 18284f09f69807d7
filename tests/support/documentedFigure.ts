import { readFile } from 'node:fs/promises';

/**
 * Reads a whole number from the table "Measured" in docs/architecture.md.
 * @param label the start of its row
 */
export async function documentedFigure(label: string): Promise<number> {
  const docs = await readFile(new URL('../../docs/architecture.md', import.meta.url), 'utf8');
  const row = docs.split('\n').find((line) => line.startsWith(`| ${label}`)) ?? '';
  return Number(row.split('|')[2]?.replace(/[^0-9]/g, '') || NaN);
}
