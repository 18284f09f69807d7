import type { Reference } from 'eslint-scope';
import { globalNames } from '../globals';
import { declaredVariable, type Names } from '../names';
import type { SyntaxNode } from '../syntax';
import type { Violation } from './violation';

/**
 * Names that nothing declares, and declarations that cannot be assigned. AppSync's type check refuses
 * them when code is saved. (Reported for undeclared names: sid88in/serverless-appsync-plugin#619, #549.)
 */
export const declarationViolations = ({ references }: Names): Violation[] =>
  references.flatMap((reference) => {
    const found = undeclared(reference) ?? reassigned(reference);
    return found ? [{ ...found, node: reference.identifier as unknown as SyntaxNode }] : [];
  });

type Refusal = Omit<Violation, 'node'>;

function undeclared(reference: Reference): Refusal | null {
  const { name } = reference.identifier;
  if (declaredVariable(reference) || globalNames.has(name)) return null;
  return { reason: `Cannot find name '${name}'.`, rule: 'TS2304' };
}

function reassigned(reference: Reference): Refusal | null {
  if (!reference.isWrite() || reference.init === true) return null;
  const { name } = reference.identifier;
  const definitions = declaredVariable(reference)?.defs ?? [];
  const refuse = (what: string, rule: string): Refusal => ({
    reason: `Cannot assign to '${name}' because it is ${what}.`,
    rule,
  });
  for (const definition of definitions) {
    if (definition.type === 'ImportBinding') return refuse('an import', 'TS2632');
    if (definition.type === 'FunctionName') return refuse('a function', 'TS2630');
    if (definition.type === 'Variable' && definition.parent.kind === 'const') {
      return refuse('a constant', 'TS2588');
    }
  }
  return definitions.length === 0 ? refuse('a constant', 'TS2588') : null;
}
