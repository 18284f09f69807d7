import type { Reference } from 'eslint-scope';
import { builtIns, globalNames } from '../globals';
import { declaredVariable, isImplicit, type Names } from '../names';
import type { Place, SyntaxNode } from '../syntax';
import { mistyped, type Violation } from './violation';

/**
 * Names that nothing declares, and declarations that cannot be assigned. AppSync's type check refuses
 * them when code is saved, under these codes of the TypeScript compiler. (Reported for undeclared names:
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

/** What the type check takes, as it takes `arguments` in a function, though no page of AppSync has it. */
const DECLARED: ReadonlySet<string> = new Set(['globalThis', 'Symbol']);

/** The value of `{ name }`, or of `{ name = 1 }` in a pattern: the name of the member itself. */
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
      : // A variable to the type check, of a type that nothing else has.
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

/** Of the language's library, which declares constants alone. */
const isConstant = (name: string): boolean =>
  Object.hasOwn(builtIns, name) || name === 'NaN' || name === 'Infinity';
