import { Kind, type DocumentNode, type SelectionNode, type SelectionSetNode } from 'graphql';

/** Number of levels in the operation of a document, with fragments expanded. */
export function depthOf({ definitions }: DocumentNode): number {
  const fragments = new Map(
    definitions.flatMap((each) =>
      each.kind === Kind.FRAGMENT_DEFINITION ? [[each.name.value, each.selectionSet] as const] : [],
    ),
  );
  const below = (set: SelectionSetNode | undefined): number =>
    Math.max(0, ...(set?.selections ?? []).map(levels));
  function levels(node: SelectionNode): number {
    if (node.kind === Kind.FIELD) return 1 + below(node.selectionSet);
    if (node.kind === Kind.INLINE_FRAGMENT) return below(node.selectionSet);
    return below(fragments.get(node.name.value));
  }
  const operation = definitions.find((each) => each.kind === Kind.OPERATION_DEFINITION);
  return below(operation?.selectionSet);
}
