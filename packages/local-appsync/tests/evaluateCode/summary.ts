import type { EvaluatedBehaviour } from './cases';

/** The result of a target for one behaviour: null when it is as expected, or the difference. */
export interface Verdict {
  readonly behaviour: EvaluatedBehaviour;
  readonly difference: string | null;
}

/** A line for each behaviour, and the number of behaviours of each kind. */
export function summary(
  target: string,
  verdicts: readonly Verdict[],
  notAsked: readonly EvaluatedBehaviour[],
): string {
  const lines = verdicts.map(({ behaviour: { id, source }, difference }) =>
    difference === null
      ? `as expected  ${id} (${source.evidence})`
      : `differs      ${id} (${source.evidence}): ${difference}`,
  );
  const differing = verdicts.filter(({ difference }) => difference !== null).length;
  return [
    '',
    ...lines,
    ...notAsked.map(({ id }) => `not asked    ${id}: it depends on the clock`),
    `${target}: ${verdicts.length - differing} as expected, ${differing} differ, ${notAsked.length} not asked.`,
    '',
  ].join('\n');
}
