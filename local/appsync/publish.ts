import {
  Kind,
  type DocumentNode,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import type { Invalidation } from './evaluator';
import { fieldsOf, fragmentsOf } from './fragments';
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
  for (const [key, { field, selections }] of callsOf(document, operation)) {
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

/** The calls of an operation by the key of their answer. */
function callsOf(document: DocumentNode, operation: OperationDefinitionNode): Map<string, Answer> {
  const answers = new Map<string, Answer>();
  for (const node of fieldsOf(operation.selectionSet, fragmentsOf(document))) {
    const key = (node.alias ?? node.name).value;
    const answer = answers.get(key) ?? { field: node.name.value, selections: [] };
    answer.selections.push(...(node.selectionSet?.selections ?? []));
    answers.set(key, answer);
  }
  return answers;
}
