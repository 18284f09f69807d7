import { Kind, type DocumentNode, type SelectionSetNode } from 'graphql';

/**
 * What a mutation publishes: the answer that its caller gets, by the names of the fields instead of
 * the caller's aliases. Of one field under several aliases the last is published.
 * @param selections of the mutation's field
 * @param value the field's member of the answer's `data`
 */
export function publishedPayload(
  document: DocumentNode,
  selections: SelectionSetNode | undefined,
  value: unknown,
): unknown {
  if (Array.isArray(value)) {
    return value.map((one: unknown) => publishedPayload(document, selections, one));
  }
  if (!selections || typeof value !== 'object' || value === null) return value;
  const payload: Record<string, unknown> = {};
  for (const selection of selections.selections) {
    if (selection.kind === Kind.FIELD) {
      const key = (selection.alias ?? selection.name).value;
      // A directive or another type may have left it out.
      if (!Object.hasOwn(value, key)) continue;
      const { [key]: member } = value as Record<string, unknown>;
      const named = publishedPayload(document, selection.selectionSet, member);
      const { value: name } = selection.name;
      payload[name] = merged(payload[name], named);
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
    if (!fragment || !('selectionSet' in fragment)) continue;
    const part = publishedPayload(document, fragment.selectionSet, value);
    for (const [name, member] of Object.entries(part as object)) {
      payload[name] = merged(payload[name], member);
    }
  }
  return payload;
}

/** A field that is selected in several places has the members of them all. */
function merged(before: unknown, after: unknown): unknown {
  if (Array.isArray(before) && Array.isArray(after)) {
    return after.map((one: unknown, index) => merged(before[index], one));
  }
  const areObjects = [before, after].every((one) => typeof one === 'object' && one !== null);
  if (!areObjects || Array.isArray(before) || Array.isArray(after)) return after;
  const all = { ...(before as Record<string, unknown>) };
  for (const [name, member] of Object.entries(after as object)) {
    all[name] = merged(all[name], member);
  }
  return all;
}
