import { analyze, type Reference, type Variable } from 'eslint-scope';
import type { SyntaxNode } from './syntax';

/** The names that a program uses. */
export interface Names {
  readonly references: readonly Reference[];
  /** The variable that an identifier refers to. Null if the program does not declare it. */
  variableOf(identifier: SyntaxNode): Variable | null;
}

type Program = Parameters<typeof analyze>[0];

/** @param program syntax tree from acorn, with ranges */
export function namesOf(program: SyntaxNode): Names {
  const { scopes } = analyze(program as unknown as Program, {
    ecmaVersion: 2024,
    sourceType: 'module',
  });
  const references = scopes.flatMap((scope) => scope.references);
  const variables = new Map<unknown, Variable | null>(
    references.map((reference) => [reference.identifier, declaredVariable(reference)]),
  );
  return {
    references,
    variableOf: (identifier) => variables.get(identifier) ?? null,
  };
}

/**
 * The declared variable of a reference. Null for `arguments`, which functions have without a
 * declaration.
 */
export const declaredVariable = ({ resolved }: Reference): Variable | null =>
  resolved && resolved.defs.length > 0 ? resolved : null;

/** Whether a reference is to `arguments` inside a function. */
export const isImplicit = ({ resolved }: Reference): boolean => resolved?.defs.length === 0;
