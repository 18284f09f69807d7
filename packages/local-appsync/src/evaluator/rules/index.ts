import { meaningsOf } from '../meanings';
import type { Names } from '../names';
import type { Place } from '../syntax';
import { contextViolation } from './context';
import { declarationViolations } from './declarations';
import { functionViolation, recursionViolations } from './functions';
import { memberViolation } from './members';
import { syntaxViolation } from './syntax';
import type { Violation } from './violation';

/** The first violation in source order. Undefined if AppSync accepts the program. */
export function firstViolation(places: readonly Place[], names: Names): Violation | undefined {
  const meanings = meaningsOf(names);
  const found = places.flatMap((place): Violation[] => {
    const violation =
      syntaxViolation(place.node) ??
      functionViolation(place.node, meanings) ??
      contextViolation(place.node, meanings) ??
      memberViolation(place, meanings);
    return violation ? [violation] : [];
  });
  found.push(...recursionViolations(places, meanings), ...declarationViolations(places, names));
  return found.sort((a, b) => a.node.start - b.node.start)[0];
}
