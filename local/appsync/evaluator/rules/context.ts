import type { Meanings } from '../meanings';
import { isNode, type SyntaxNode } from '../syntax';
import { linted, type Violation } from './violation';

/**
 * Changes of a handler's context itself; what its members hold may be changed.
 *
 * @see https://www.npmjs.com/package/@aws-appsync/eslint-plugin, no-disallowed-re-assignment
 */
export function contextViolation(node: SyntaxNode, { isContext }: Meanings): Violation | null {
  const target = changedBy(node);
  if (!isNode(target)) return null;
  const isMember = target.type === 'MemberExpression';
  if (!isContext(isMember ? target['object'] : target)) return null;
  const reason = isMember
    ? 'ctx is readonly. Adding/Updating its members is not supported.'
    : 'ctx is readonly and re-assignment is not supported.';
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
