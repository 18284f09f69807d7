import { builtIns } from '../globals';
import type { Meanings, Namespace } from '../meanings';
import { isNode, memberName, nameOf, type Place, type SyntaxNode } from '../syntax';
import { linted, mistyped, type Violation } from './violation';

/**
 * Members that AppSync's libraries do not have, and calls of built-ins that are not functions
 * there.
 *
 * @see https://github.com/aws/aws-appsync-community/issues/303 for "Invalid function"
 */
export function memberViolation(
  { node, parent }: Place,
  { namespaceOf }: Meanings,
): Violation | null {
  const isCalled = parent?.node.type === 'CallExpression' && parent.node['callee'] === node;
  if (node.type === 'Identifier') {
    const called = isCalled ? namespaceOf(node) : null;
    return called && Object.hasOwn(builtIns, called.path) ? invalid(node, nameOf(node)) : null;
  }
  if (node.type !== 'MemberExpression') return null;
  const owner = namespaceOf(node['object']);
  const name = memberName(node);
  if (!owner || name === null || Object.hasOwn(owner.surface, name)) return null;
  const at = isNode(node['property']) ? node['property'] : node;
  return unknownMember(at, owner, name, { isCalled, isComputed: node['computed'] === true });
}

function unknownMember(
  node: SyntaxNode,
  { path, isBuiltIn }: Namespace,
  name: string,
  { isCalled, isComputed }: { readonly isCalled: boolean; readonly isComputed: boolean },
): Violation {
  const reason = `${path}.${name} is not supported in APPSYNC_JS`;
  if (!isBuiltIn) {
    // No such property. The type check ignores a name in brackets.
    return isComputed ? { node, reason } : mistyped(node, reason, 'TS2339');
  }
  if (!isCalled) return { node, reason };
  return path === 'Object'
    ? linted(node, `Method ObjectConstructor.${name} is not implemented`, 'no-disallowed-methods')
    : invalid(node, `${path}.${name}`);
}

const invalid = (node: SyntaxNode, name: string): Violation => ({
  node,
  reason: `Invalid function: ${name}`,
  errorType: 'INVALID_FUNCTION_INVOCATION',
});
