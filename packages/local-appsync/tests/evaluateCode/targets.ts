import { contextSchema, evaluateCode } from '../../src/evaluator/evaluateCode';
import type { EvaluateCodeOutput } from '../../src/evaluator/evaluateCode';
import type { CodeCase } from '../behaviours/codeCase';

/** An EvaluateCode: the local one, or that of AWS. */
export interface Target {
  readonly name: string;
  evaluate(asked: Pick<CodeCase, 'code' | 'context'>): Promise<EvaluateCodeOutput>;
}

/** @param now epoch milliseconds, for `util.time` */
export const localTarget = (now: number): Target => ({
  name: 'the local AppSync',
  evaluate: ({ code, context }) =>
    Promise.resolve(
      evaluateCode(code, 'response', contextSchema.parse(context), { now: () => now }),
    ),
});
