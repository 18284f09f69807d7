import type { DocumentNode, FieldNode, OperationDefinitionNode } from 'graphql';
import { INVALIDATIONS_MAX, type Invalidation } from '../evaluator';
import { fieldsOf, fragmentsOf, type Fragments } from '../document/fragments';
import type { Hub } from './hub';
import { publishedPayload } from './payload';

/**
 * Publishes the results of mutations to subscribers, with only the fields that the caller selected.
 * Also runs the invalidations.
 */
export function publish(
  hub: Hub,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  data: Record<string, unknown> | null,
  invalidations: readonly Invalidation[],
): void {
  const fragments = fragmentsOf(document);
  for (const [key, nodes] of callsOf(operation, fragments)) {
    hub.publish(nodes[0]!.name.value, publishedPayload(nodes, fragments, data?.[key]));
  }
  for (const { subscriptionField, payload } of invalidations.slice(0, INVALIDATIONS_MAX)) {
    hub.invalidate(subscriptionField, payload);
  }
}

/** The calls of an operation, by response key. A field that is selected twice is called once. */
function callsOf(
  { selectionSet }: OperationDefinitionNode,
  fragments: Fragments,
): Map<string, FieldNode[]> {
  const calls = new Map<string, FieldNode[]>();
  for (const node of fieldsOf([selectionSet], fragments)) {
    const key = (node.alias ?? node.name).value;
    const nodes = calls.get(key) ?? [];
    nodes.push(node);
    calls.set(key, nodes);
  }
  return calls;
}
