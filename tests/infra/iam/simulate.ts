import type { Statement } from './policy';

/** Values of condition keys. Some keys have several. */
export type Context = Readonly<Record<string, string | readonly string[] | undefined>>;

/** A call to AWS as IAM evaluates it. */
export interface Request {
  /** `dynamodb:CreateTable` */
  readonly action: string;
  /** An ARN, or `*` for an action that IAM cannot limit to a resource. */
  readonly resource: string;
  /** Values of condition keys. A key that is missing has no value. */
  readonly context: Context;
}

/**
 * Whether statements allow a request, according to IAM's evaluation logic.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export const isAllowed = (statements: readonly Statement[], request: Request): boolean =>
  statements.some(
    ({ actions, resources, conditions }) =>
      actions.some((each) => matches(each.toLowerCase(), request.action.toLowerCase())) &&
      resources.some((each) => matches(each, request.resource)) &&
      Object.entries(conditions).every(([operator, keys]) =>
        Object.entries(keys).every(([key, values]) =>
          holds(operator, values, request.context[key]),
        ),
      ),
  );

const FOR_ALL_VALUES = 'ForAllValues:';

function holds(operator: string, values: readonly string[], actual: Context[string]): boolean {
  if (operator.startsWith(FOR_ALL_VALUES)) {
    const single = operator.slice(FOR_ALL_VALUES.length);
    // A key without a value satisfies it.
    return [actual ?? []].flat().every((each) => holds(single, values, each));
  }
  if (typeof actual === 'object') throw new Error(`${operator} compares a single value.`);
  switch (operator) {
    case 'StringEquals':
      return actual !== undefined && values.includes(actual);
    case 'StringEqualsIfExists':
      return actual === undefined || values.includes(actual);
    case 'ArnLike':
    case 'StringLike':
      return actual !== undefined && values.some((each) => matches(each, actual));
    default:
      throw new Error(`Conditions with ${operator} are not evaluated.`);
  }
}

const expressions = new Map<string, RegExp>();

/** `*` matches any text, `?` matches one character, everything else matches itself. */
function matches(pattern: string, text: string): boolean {
  let expression = expressions.get(pattern);
  if (!expression) {
    const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&');
    expression = new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`, 's');
    expressions.set(pattern, expression);
  }
  return expression.test(text);
}
