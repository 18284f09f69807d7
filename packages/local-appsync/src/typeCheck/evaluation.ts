import type { EvaluateCodeOutput } from '../evaluator/evaluateCode';
import type { TypeRefusal } from './index';

/**
 * The EvaluateCode output for code that fails the type check.
 *
 * @see https://github.com/hashicorp/terraform-provider-aws/issues/30760 for recorded `codeErrors`
 */
export function refusedEvaluation(refusals: readonly TypeRefusal[]): EvaluateCodeOutput {
  const codeErrors = refusals.map(({ position, span, rule, reason }) => ({
    errorType: 'PARSE_ERROR',
    value: `code.js(${position.line},${position.column}): error ${rule}: ${reason}\n`,
    location: { ...position, span },
  }));
  const message = codeErrors.map(({ value }) => value).join('');
  return { error: { message: message.trimEnd(), codeErrors }, logs: [] };
}
