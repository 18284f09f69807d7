import { areas } from '../behaviours/areas';
import type { Source } from '../behaviours/behaviour';
import { differenceOf, type CodeCase } from '../behaviours/codeCase';
import { NOW } from '../behaviours/evaluations';
import { localTarget } from './targets';

/** A behaviour that EvaluateCode can show. */
export interface EvaluatedBehaviour {
  readonly id: string;
  readonly says: string;
  readonly source: Source;
  readonly evaluates: CodeCase;
}

export const evaluatedBehaviours: readonly EvaluatedBehaviour[] = areas.flatMap(({ behaviours }) =>
  behaviours.flatMap((behaviour) => {
    const { id, says, source } = behaviour;
    const evaluates = 'evaluates' in behaviour ? behaviour.evaluates : undefined;
    return evaluates ? [{ id, says, source, evaluates }] : [];
  }),
);

const LATER = NOW + 400 * 24 * 60 * 60 * 1000;

/** Whether a behaviour holds at one moment only, at which AWS cannot evaluate it. */
export async function dependsOnClock({ evaluates }: EvaluatedBehaviour): Promise<boolean> {
  const [then, later] = await Promise.all(
    [NOW, LATER].map(async (now) =>
      differenceOf(evaluates.expected, await localTarget(now).evaluate(evaluates)),
    ),
  );
  return then === null && later !== null;
}
