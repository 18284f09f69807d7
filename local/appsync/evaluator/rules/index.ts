import { meaningsOf, type Meanings } from '../meanings';
import type { Names } from '../names';
import { childrenOf, type SyntaxNode } from '../syntax';
import { contextViolation } from './context';
import { declarationViolations } from './declarations';
import { functionViolation, recursionViolations } from './functions';
import { memberViolation } from './members';
import { syntaxViolation } from './syntax';
import type { Violation } from './violation';

/** The first thing in the text that AppSync refuses; undefined when it takes the program. */
export function firstViolation(program: SyntaxNode, names: Names): Violation | undefined {
  const meanings = meaningsOf(names);
  const found = [
    ...violationsIn(program, null, meanings),
    ...recursionViolations(program, meanings),
    ...declarationViolations(names),
  ];
  return found.sort((a, b) => a.node.start - b.node.start)[0];
}

function* violationsIn(
  node: SyntaxNode,
  parent: SyntaxNode | null,
  meanings: Meanings,
): Generator<Violation> {
  const found =
    syntaxViolation(node) ??
    functionViolation(node, meanings) ??
    contextViolation(node, meanings) ??
    memberViolation(node, parent, meanings);
  if (found) yield found;
  for (const child of childrenOf(node)) yield* violationsIn(child, node, meanings);
}
