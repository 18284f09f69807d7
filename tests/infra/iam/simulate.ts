import type { Statement } from './policy';

export type Context = Readonly<Record<string, string | undefined>>;

/** A call that somebody makes, as IAM sees it. */
export interface Request {
  /** `dynamodb:CreateTable` */
  readonly action: string;
  /** An ARN; `*` for an action that IAM limits to no resource. */
  readonly resource: string;
  /** Condition keys. IAM has no value for those that are missing. */
  readonly context: Context;
}

/**
 * Whether statements allow a request, as IAM evaluates them.
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

function holds(operator: string, values: readonly string[], actual: string | undefined): boolean {
  switch (operator) {
    case 'StringEquals':
      return actual !== undefined && values.includes(actual);
    case 'StringEqualsIfExists':
      return actual === undefined || values.includes(actual);
    case 'ArnLike':
      return actual !== undefined && values.some((each) => matches(each, actual));
    default:
      throw new Error(`Conditions with ${operator} are not evaluated.`);
  }
}

const expressions = new Map<string, RegExp>();

/** `*` stands for any text, `?` for one character, everything else for itself. */
function matches(pattern: string, text: string): boolean {
  let expression = expressions.get(pattern);
  if (!expression) {
    const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&');
    expression = new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`, 's');
    expressions.set(pattern, expression);
  }
  return expression.test(text);
}
