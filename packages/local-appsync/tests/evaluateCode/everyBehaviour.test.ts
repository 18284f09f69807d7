/**
 * Every behaviour of code, as EvaluateCode shows it. `TARGET=aws` calls AWS's own EvaluateCode,
 * prints what is as expected and what differs, and stores the former in `recordings.json`:
 *
 *   TARGET=aws npx pnpm vitest run everyBehaviour
 */
import { afterAll, describe, expect, it } from 'vitest';
import { differenceOf } from '../behaviours/codeCase';
import { NOW } from '../behaviours/evaluations';
import { dependsOnClock, evaluatedBehaviours } from './cases';
import { keep } from './recordings';
import { summary, type Verdict } from './summary';
import { localTarget, type Target } from './targets';

const { TARGET = 'local' } = process.env;
if (TARGET !== 'local' && TARGET !== 'aws') throw new Error('TARGET can be aws, or absent.');

// Loading the SDK takes longer than everything else here.
const aws = TARGET === 'aws' ? await (await import('./aws')).awsTarget() : null;
const target: Target = aws ?? localTarget(NOW);

const verdicts: Verdict[] = [];
const clocked = aws ? await Promise.all(evaluatedBehaviours.map(dependsOnClock)) : [];
const asked = evaluatedBehaviours.filter((_, index) => !clocked[index]);

describe(target.name, () => {
  it.each(asked)('$id: AppSync $says', async (behaviour) => {
    const { evaluates } = behaviour;
    const difference = differenceOf(evaluates.expected, await target.evaluate(evaluates));
    verdicts.push({ behaviour, difference });
    expect(difference).toBeNull();
  });
});

afterAll(async () => {
  if (!aws) return;
  const notAsked = evaluatedBehaviours.filter((behaviour) => !asked.includes(behaviour));
  process.stdout.write(summary(target.name, verdicts, notAsked));
  if (aws.isAws()) await keep(verdicts, aws.region);
});
