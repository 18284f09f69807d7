import {
  Kind,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

/** The fragments of a document, by name. */
export type Fragments = Readonly<Record<string, FragmentDefinitionNode>>;

export const fragmentsOf = (document: DocumentNode): Record<string, FragmentDefinitionNode> =>
  Object.fromEntries(
    document.definitions.flatMap((each) =>
      each.kind === Kind.FRAGMENT_DEFINITION ? [[each.name.value, each]] : [],
    ),
  );

/**
 * The fields of a selection in order, including those inside its fragments. A selection is
 * everything that is requested from one value, so it may be in several places of a document.
 *
 * A fragment adds its fields once, however often it is spread, as in GraphQL's own CollectFields.
 * If each spread were followed, the time would double with each fragment that spreads another one
 * twice.
 *
 * @see https://spec.graphql.org/October2021/#CollectFields()
 */
export function fieldsOf(
  sets: readonly (SelectionSetNode | undefined)[],
  fragments: Fragments,
): FieldNode[] {
  const fields: FieldNode[] = [];
  const spread = new Set<string>();

  function add(set: SelectionSetNode | undefined): void {
    for (const selection of set?.selections ?? []) {
      if (selection.kind === Kind.FIELD) {
        fields.push(selection);
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        add(selection.selectionSet);
      } else if (!spread.has(selection.name.value)) {
        spread.add(selection.name.value);
        add(fragments[selection.name.value]?.selectionSet);
      }
    }
  }

  sets.forEach(add);
  return fields;
}
