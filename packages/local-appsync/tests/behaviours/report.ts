import type { Area, Evidence } from './behaviour';
import { sourceOf, type Recordings } from './recordings';

const meanings: Record<Evidence, string> = {
  recorded: 'a recorded response of AWS shows it',
  documented: 'an AWS page, or a standard that it cites, states it',
  unconfirmed: 'no source: the stricter interpretation applies',
};

/**
 * The behaviours as a page: a count of each kind of evidence, and each behaviour with its source.
 */
export function report(areas: readonly Area[], recordings: Recordings): string {
  const all = areas.flatMap(({ behaviours }) => behaviours);
  const count = (evidence: Evidence) =>
    all.filter((behaviour) => sourceOf(behaviour, recordings).evidence === evidence).length;
  const lines = [
    '# Tested behaviours of the local AppSync',
    '',
    `${all.length} behaviours, each run in process and over a socket:`,
    '',
    ...(Object.keys(meanings) as Evidence[]).map(
      (evidence) => `- ${count(evidence)} ${evidence}: ${meanings[evidence]}`,
    ),
  ];
  for (const { title, behaviours } of areas) {
    lines.push('', `## ${title}`, '');
    for (const behaviour of behaviours) {
      const { evidence, at } = sourceOf(behaviour, recordings);
      lines.push(`- \`${behaviour.id}\`: ${behaviour.says} (${evidence}: ${plain(at)})`);
    }
  }
  return `${lines.join('\n')}\n`;
}

/** Text that Markdown renders unchanged. Text between `__` would be bold, except in a URL. */
const plain = (text: string): string =>
  text
    .split(' ')
    .map((word) => (word.includes('://') ? word : word.replaceAll('__', '\\_\\_')))
    .join(' ');
