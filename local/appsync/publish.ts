import {
  Kind,
  type DocumentNode,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import type { Invalidation } from './evaluator';
import type { Hub } from './realtime/hub';
import { publishedPayload } from './realtime/payload';

/** A request may end the subscriptions of so many calls; more are without effect. */
const INVALIDATIONS_MAX = 5;

/** Tells subscribers what a mutation answered: what its caller selected, and no more. */
export function publish(
  hub: Hub,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  data: Record<string, unknown> | null,
  invalidations: readonly Invalidation[],
): void {
  const answers = new Map<string, Answer>();
  collect(document, operation.selectionSet, answers);
  for (const [key, { field, selections }] of answers) {
    const selectionSet: SelectionSetNode = { kind: Kind.SELECTION_SET, selections };
    hub.publish(field, publishedPayload(document, selectionSet, data?.[key]));
  }
  for (const { subscriptionField, payload } of invalidations.slice(0, INVALIDATIONS_MAX)) {
    hub.invalidate(subscriptionField, payload);
  }
}

/** What one call of a mutation answers: a field may be written several times and is called once. */
interface Answer {
  readonly field: string;
  readonly selections: SelectionNode[];
}

/** The calls of an operation by the key of their answer, fragments included. */
function collect(
  document: DocumentNode,
  set: SelectionSetNode,
  answers: Map<string, Answer>,
): void {
  for (const selection of set.selections) {
    if (selection.kind === Kind.FIELD) {
      const key = (selection.alias ?? selection.name).value;
      const answer = answers.get(key) ?? { field: selection.name.value, selections: [] };
      answer.selections.push(...(selection.selectionSet?.selections ?? []));
      answers.set(key, answer);
      continue;
    }
    const fragment =
      selection.kind === Kind.INLINE_FRAGMENT
        ? selection
        : document.definitions.find(
            (definition) =>
              definition.kind === Kind.FRAGMENT_DEFINITION &&
              definition.name.value === selection.name.value,
          );
    if (fragment && 'selectionSet' in fragment && fragment.selectionSet) {
      collect(document, fragment.selectionSet, answers);
    }
  }
}
