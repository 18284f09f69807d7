import { INSTRUCTIONS } from '../fileNames';
import type { Exercise } from '../read';

const HEADINGS = ['Set up', 'Your task', 'Hints', 'Check', 'Further reading'];

/** Minimum number of hints. */
const HINTS_MIN = 2;

/**
 * Maximum size, in bytes. Below the limit of `catalogue/schema.ts`, so that a small correction never
 * exceeds it.
 */
const BYTES_MAX = 3_900;

/** What the instructions of an exercise lack. */
export function instructionFaults({ id, instructions }: Exercise): string[] {
  const bytes = Buffer.byteLength(instructions);
  const sections = new Map(
    instructions
      .split(/^## /m)
      .slice(1)
      .map((section) => [section.split('\n', 1)[0]!, section]),
  );
  const hints = sections.get('Hints')?.match(/^- /gm) ?? [];
  const lacks = (section: string, command: string) =>
    sections.has(section) && !sections.get(section)!.includes(`\n    ${command}\n`)
      ? [`"## ${section}" lacks the command: ${command}`]
      : [];
  return [
    ...(bytes > BYTES_MAX ? [`has ${bytes} bytes; leave room below ${BYTES_MAX}`] : []),
    ...HEADINGS.filter((heading) => !sections.has(heading)).map(
      (heading) => `lacks the heading: ## ${heading}`,
    ),
    ...lacks('Set up', `npx akasha-labs start ${id}`),
    ...lacks('Check', 'npx akasha-labs check'),
    ...lacks('Check', 'npx akasha-labs submit'),
    ...(hints.length < HINTS_MIN ? [`has ${hints.length} hints; write at least ${HINTS_MIN}`] : []),
  ].map((fault) => `${INSTRUCTIONS}: ${fault}`);
}
