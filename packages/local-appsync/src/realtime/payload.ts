import type { FieldNode } from 'graphql';
import { fieldsOf, type Fragments } from '../document/fragments';

/**
 * The payload that a mutation publishes: the result that its caller receives, with field names
 * instead of the caller's aliases. If a field has several aliases, the last one is published.
 * @param nodes every selection of the mutation's field
 * @param value value of the field in the `data` of the result
 */
export function publishedPayload(
  nodes: readonly FieldNode[],
  fragments: Fragments,
  value: unknown,
): unknown {
  const sets = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
  if (sets.length === 0) return value;
  const members = membersOf(fieldsOf(sets, fragments));
  const published = (one: unknown): unknown => {
    if (Array.isArray(one)) return one.map(published);
    if (typeof one !== 'object' || one === null) return one;
    const payload: Record<string, unknown> = {};
    for (const { name, key, nodes: below } of members) {
      // A directive or a type condition may have omitted it.
      if (!Object.hasOwn(one, key)) continue;
      const member = (one as Record<string, unknown>)[key];
      payload[name] = merged(payload[name], publishedPayload(below, fragments, member));
    }
    return payload;
  };
  return published(value);
}

/** A member of a result: its field, and every selection of that field. */
interface Member {
  readonly name: string;
  readonly key: string;
  readonly nodes: FieldNode[];
}

/** Types of a union may have different fields under one key. */
function membersOf(fields: readonly FieldNode[]): Member[] {
  const members = new Map<string, Member>();
  for (const node of fields) {
    const { value: name } = node.name;
    const key = node.alias?.value ?? name;
    const id = `${key}: ${name}`;
    const member = members.get(id) ?? { name, key, nodes: [] };
    member.nodes.push(node);
    members.set(id, member);
  }
  return [...members.values()];
}

/** Merges the values of a field that is selected in several places. */
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
