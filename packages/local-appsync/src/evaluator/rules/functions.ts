import type { Meanings } from '../meanings';
import {
  isFunction,
  isName,
  isNode,
  listOf,
  memberName,
  type Place,
  type SyntaxNode,
} from '../syntax';
import { linted, type Violation } from './violation';

/** Methods that accept functions. */
const takers = [
  'map',
  'find',
  'filter',
  'findIndex',
  'findLast',
  'findLastIndex',
  'forEach',
  'reduce',
  'reduceRight',
  'every',
  'some',
  'flatMap',
];

/**
 * Functions that are passed, returned or assigned. AWS's rules use the type checker. Here, a value
 * is a function if it is written or declared as one.
 *
 * @see https://www.npmjs.com/package/@aws-appsync/eslint-plugin
 */
export function functionViolation(
  node: SyntaxNode,
  { functionOf }: Pick<Meanings, 'functionOf'>,
): Violation | null {
  const reassigned = (value: unknown): Violation | null =>
    isName(value) && functionOf(value)
      ? linted(node, 're-assigning function is not allowed', 'no-function-reassign')
      : null;
  const returned = (value: unknown): Violation | null =>
    functionOf(value)
      ? linted(node, 'returning a function is not allowed', 'no-function-return')
      : null;
  switch (node.type) {
    case 'VariableDeclarator':
      return reassigned(node['init']);
    case 'AssignmentExpression':
      return reassigned(node['right']);
    case 'ReturnStatement':
      return returned(node['argument']);
    case 'ArrowFunctionExpression':
      return returned(node['body']);
    case 'CallExpression': {
      const { callee } = node;
      const passes = listOf(node, 'arguments').some((argument) => functionOf(argument));
      const isOwn = isName(callee) && functionOf(callee);
      return passes && (isOwn || !takes(callee))
        ? linted(node, 'Functions can not be passed as an argument', 'no-function-passing')
        : null;
    }
    default:
      return null;
  }
}

/** Whether a callee may accept functions. A method with a computed name may be any. */
function takes(callee: unknown): boolean {
  if (!isNode(callee) || callee.type !== 'MemberExpression') return true;
  const method = memberName(callee);
  return method === null || takers.includes(method);
}

interface Call {
  readonly node: SyntaxNode;
  /** The enclosing functions. */
  readonly from: readonly SyntaxNode[];
  readonly to: SyntaxNode;
}

/** Calls that lead back to an enclosing function. */
export function recursionViolations(
  places: readonly Place[],
  { functionOf }: Meanings,
): Violation[] {
  const calls = places.flatMap((place): Call[] => {
    const { node } = place;
    const { callee } = node;
    const to = node.type === 'CallExpression' && isName(callee) ? functionOf(callee) : null;
    return to ? [{ node, from: functionsAround(place), to }] : [];
  });
  const callees = new Map<SyntaxNode, Set<SyntaxNode>>();
  for (const { from, to } of calls) {
    for (const caller of from) callees.set(caller, (callees.get(caller) ?? new Set()).add(to));
  }
  const reached = (from: SyntaxNode, seen = new Set<SyntaxNode>()): ReadonlySet<SyntaxNode> => {
    if (seen.has(from)) return seen;
    seen.add(from);
    for (const callee of callees.get(from) ?? []) reached(callee, seen);
    return seen;
  };
  return calls.flatMap(({ node, from, to }) => {
    const within = reached(to);
    return from.some((caller) => within.has(caller))
      ? [linted(node, 'Recursive function calls not supported.', 'no-recursion')]
      : [];
  });
}

function functionsAround({ parent }: Place): SyntaxNode[] {
  const around: SyntaxNode[] = [];
  for (let at = parent; at; at = at.parent) if (isFunction(at.node)) around.push(at.node);
  return around;
}
