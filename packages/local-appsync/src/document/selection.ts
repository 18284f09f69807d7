import {
  getNamedType,
  isObjectType,
  Kind,
  print,
  type FieldNode,
  type GraphQLResolveInfo,
  type GraphQLType,
  type SelectionSetNode,
} from 'graphql';
import { fieldsOf } from './fragments';

/** The selection below a field, as the field's resolver reads it. */
export interface Selection {
  /** Paths separated by slashes, with aliases instead of names. A parent precedes its children. */
  readonly selectionSetList: string[];
  readonly selectionSetGraphQL: string;
}

/** The nodes of one field are the same array for every element of a list. */
const cache = new WeakMap<readonly FieldNode[], Selection>();

type Field = Pick<GraphQLResolveInfo, 'fieldNodes' | 'returnType' | 'fragments'>;

export function selectionOf(info: Field): Selection {
  const known = cache.get(info.fieldNodes);
  if (known) return known;
  const selection = {
    selectionSetList: pathsOf(info),
    selectionSetGraphQL: info.fieldNodes
      .map((node) => (node.selectionSet ? print(node.selectionSet) : ''))
      .join('\n'),
  };
  cache.set(info.fieldNodes, selection);
  return selection;
}

/**
 * The paths of a selection. For a union or an interface, only the fields of that type itself are
 * listed.
 */
function pathsOf({ fieldNodes, returnType, fragments }: Field): string[] {
  const paths = new Set<string>();
  /** Fragments that were spread under each path. A second spread would add nothing. */
  const spread = new Map<string, Set<string>>();

  function isFirst(path: string, fragment: string): boolean {
    const known = spread.get(path) ?? new Set();
    if (known.has(fragment)) return false;
    spread.set(path, known.add(fragment));
    return true;
  }

  function add(set: SelectionSetNode | undefined, parent: GraphQLType, prefix: string): void {
    const type = getNamedType(parent);
    for (const selection of set?.selections ?? []) {
      if (selection.kind === Kind.FIELD) {
        const path = prefix + (selection.alias ?? selection.name).value;
        paths.add(path);
        if (!('getFields' in type)) continue;
        const field = type.getFields()[selection.name.value];
        if (field && 'type' in field) add(selection.selectionSet, field.type, `${path}/`);
        continue;
      }
      const isSpread = selection.kind === Kind.FRAGMENT_SPREAD;
      if (isSpread && !isFirst(prefix, selection.name.value)) continue;
      const fragment = isSpread ? fragments[selection.name.value] : selection;
      const condition = fragment?.typeCondition?.name.value ?? type.name;
      if (condition === type.name || isObjectType(type)) {
        add(fragment?.selectionSet, parent, prefix);
      }
    }
  }

  for (const { selectionSet } of fieldNodes) add(selectionSet, returnType, '');
  return [...paths];
}

/**
 * The `data` of an error: of an object, only the fields that the client selected.
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/built-in-util-js.html
 */
export function selectedData(
  data: unknown,
  nodes: readonly FieldNode[],
  fragments: Field['fragments'],
): unknown {
  const sets = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
  if (sets.length === 0) return data;
  const selected = new Map<string, FieldNode[]>();
  for (const node of fieldsOf(sets, fragments)) {
    const { value: name } = node.name;
    const below = selected.get(name) ?? [];
    below.push(node);
    selected.set(name, below);
  }
  const ofOne = (one: unknown): unknown => {
    if (Array.isArray(one)) return one.map(ofOne);
    if (typeof one !== 'object' || one === null) return one;
    return Object.fromEntries(
      [...selected]
        .filter(([name]) => Object.hasOwn(one, name))
        .map(([name, below]) => [
          name,
          selectedData((one as Record<string, unknown>)[name], below, fragments),
        ]),
    );
  };
  return ofOne(data);
}
