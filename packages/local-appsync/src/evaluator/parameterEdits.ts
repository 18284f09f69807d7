import { standingFor, type HelperNames } from './helpers';
import type { Names } from './names';
import { wrap } from './operatorEdits';
import type { Edit } from './sourceText';
import { isName, isNode, type SyntaxNode } from './syntax';

/**
 * Lets a declaration destructure an omitted parameter, as resolvers in AWS's samples do.
 * Destructuring any other undefined value throws.
 *
 * @see https://github.com/aws-samples/aws-appsync-resolver-samples examples/terraform
 */
export function parameterEdits(
  { type, id, init }: SyntaxNode,
  { variableOf }: Names,
  { given }: HelperNames,
): readonly Edit[] {
  if (type !== 'VariableDeclarator' || !isNode(id) || id.type !== 'ObjectPattern') return [];
  const [definition] = isName(init) ? (variableOf(init)?.defs ?? []) : [];
  return isName(init) && definition?.type === 'Parameter'
    ? wrap(init, standingFor(given, init))
    : [];
}
