import type { Reference } from 'eslint-scope';
import { builtIns, globalNames } from '../globals';
import { declaredVariable, isImplicit, type Names } from '../names';
import type { Place, SyntaxNode } from '../syntax';
import { mistyped, type Violation } from './violation';

/**
 * Undeclared names, and assignments to names that are read-only. AppSync's type check rejects them
 * when code is saved, with these error codes of TypeScript. (Reported for undeclared names:
 * sid88in/serverless-appsync-plugin#619, #549.)
 */
export function declarationViolations(places: readonly Place[], names: Names): Violation[] {
  const shorthands = new Set(places.filter(isShorthand).map(({ node }) => node));
  return names.references.flatMap((reference) => {
    const node = reference.identifier as unknown as SyntaxNode;
    const found = undeclared(reference, node, shorthands) ?? reassigned(reference, node);
    return found ? [found] : [];
  });
}

/**
 * Names that the type check accepts but AppSync does not document, like `arguments` in a function.
 */
const DECLARED: ReadonlySet<string> = new Set(['globalThis', 'Symbol']);

/**
 * Whether a node is the value of a shorthand property: `{ name }`, or `{ name = 1 }` in a pattern.
 */
function isShorthand({ node, parent }: Place): boolean {
  if (parent?.node.type === 'AssignmentPattern') {
    return parent.node['left'] === node && isShorthand(parent);
  }
  return parent?.node['shorthand'] === true && parent.node['value'] === node;
}

function undeclared(
  reference: Reference,
  node: SyntaxNode,
  shorthands: ReadonlySet<SyntaxNode>,
): Violation | null {
  const { name } = reference.identifier;
  if (declaredVariable(reference) || globalNames.has(name)) return null;
  if (isImplicit(reference) || DECLARED.has(name)) {
    return { node, reason: `${name} is not supported in APPSYNC_JS` };
  }
  return shorthands.has(node)
    ? mistyped(
        node,
        `No value exists in scope for the shorthand property '${name}'. ` +
          'Either declare one or provide an initializer.',
        'TS18004',
      )
    : mistyped(node, `Cannot find name '${name}'.`, 'TS2304');
}

function reassigned(reference: Reference, node: SyntaxNode): Violation | null {
  if (!reference.isWrite() || reference.init === true) return null;
  const { name } = reference.identifier;
  const refuse = (what: string, rule: string): Violation =>
    mistyped(node, `Cannot assign to '${name}' because it is ${what}.`, rule);
  const variable = declaredVariable(reference);
  if (!variable) {
    if (name === 'undefined') return refuse('not a variable', 'TS2539');
    return isConstant(name)
      ? refuse('a constant', 'TS2588')
      : // To the type check, it is a variable of a type that no other value has.
        { node, reason: `assigning to ${name} is not supported in APPSYNC_JS` };
  }
  for (const definition of variable.defs) {
    if (definition.type === 'ImportBinding') return refuse('an import', 'TS2632');
    if (definition.type === 'FunctionName') return refuse('a function', 'TS2630');
    if (definition.type === 'Variable' && definition.parent.kind === 'const') {
      return refuse('a constant', 'TS2588');
    }
  }
  return null;
}

/** Whether a name is a built-in of JavaScript. All of them are declared as constants. */
const isConstant = (name: string): boolean =>
  Object.hasOwn(builtIns, name) || name === 'NaN' || name === 'Infinity';
