import type { Meanings } from '../meanings';
import { isName, isNode, memberName, nameOf, type SyntaxNode } from '../syntax';
import { linted, type Violation } from './violation';

/**
 * Rejects changes to a handler's context and its members. Values inside a member may change.
 *
 * @see https://www.npmjs.com/package/@aws-appsync/eslint-plugin, no-disallowed-re-assignment
 */
export function contextViolation(node: SyntaxNode, { isContext }: Meanings): Violation | null {
  const target = changedBy(node);
  if (!isNode(target)) return null;
  const context = target.type === 'MemberExpression' ? target['object'] : target;
  if (!isName(context) || !isContext(context)) return null;
  const name = nameOf(context);
  if (target === context) {
    const reason = `${name} is readonly and re-assignment is not supported.`;
    return linted(target, reason, 'no-disallowed-re-assignment');
  }
  const member = memberName(target);
  const reason =
    member === null
      ? `${name} is readonly adding/modifying properties is not supported.`
      : `${name} is readonly. Adding/Updating ${member} is not supported.`;
  return linted(target, reason, 'no-disallowed-re-assignment');
}

function changedBy(node: SyntaxNode): unknown {
  switch (node.type) {
    case 'AssignmentExpression':
    case 'ForInStatement':
    case 'ForOfStatement':
      return node['left'];
    case 'UnaryExpression':
      return node['operator'] === 'delete' ? node['argument'] : null;
    default:
      return null;
  }
}
