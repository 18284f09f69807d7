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

/** What a resolver sees of the selection below its field. */
export interface Selection {
  /** Slash paths with aliases in place of names, each parent before its children. */
  readonly selectionSetList: string[];
  readonly selectionSetGraphQL: string;
}

/** The nodes of one field are the same array for every element of a list. */
const cache = new WeakMap<readonly FieldNode[], Selection>();

type Field = Pick<GraphQLResolveInfo, 'fieldNodes' | 'returnType' | 'fragments'>;

export function selectionOf(info: Field): Selection {
  const known = cache.get(info.fieldNodes);
  if (known) return known;
  const paths = new Set<string>();
  for (const node of info.fieldNodes) collect(node.selectionSet, info.returnType, '', info, paths);
  const selection = {
    selectionSetList: [...paths],
    selectionSetGraphQL: info.fieldNodes
      .map((node) => (node.selectionSet ? print(node.selectionSet) : ''))
      .join('\n'),
  };
  cache.set(info.fieldNodes, selection);
  return selection;
}

/** For a union or an interface only the fields of that type itself are listed. */
function collect(
  set: SelectionSetNode | undefined,
  parent: GraphQLType,
  prefix: string,
  info: Field,
  paths: Set<string>,
): void {
  const type = getNamedType(parent);
  for (const selection of set?.selections ?? []) {
    if (selection.kind === Kind.FIELD) {
      const path = prefix + (selection.alias ?? selection.name).value;
      paths.add(path);
      if (!('getFields' in type)) continue;
      const field = type.getFields()[selection.name.value];
      if (field && 'type' in field) {
        collect(selection.selectionSet, field.type, `${path}/`, info, paths);
      }
      continue;
    }
    const fragment =
      selection.kind === Kind.FRAGMENT_SPREAD ? info.fragments[selection.name.value] : selection;
    const condition = fragment?.typeCondition?.name.value ?? type.name;
    if (condition === type.name || isObjectType(type)) {
      collect(fragment?.selectionSet, parent, prefix, info, paths);
    }
  }
}

/**
 * What an error's `data` shows: of an object no more than the client selected of the field.
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/built-in-util-js.html
 */
export function selectedData(
  data: unknown,
  nodes: readonly FieldNode[],
  fragments: Field['fragments'],
): unknown {
  if (Array.isArray(data)) return data.map((one) => selectedData(one, nodes, fragments));
  const sets = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
  if (sets.length === 0 || typeof data !== 'object' || data === null) return data;
  const selected = new Map<string, FieldNode[]>();
  for (const node of sets.flatMap((set) => fieldsOf(set, fragments))) {
    const { value: name } = node.name;
    selected.set(name, [...(selected.get(name) ?? []), node]);
  }
  return Object.fromEntries(
    [...selected]
      .filter(([name]) => Object.hasOwn(data, name))
      .map(([name, below]) => [
        name,
        selectedData((data as Record<string, unknown>)[name], below, fragments),
      ]),
  );
}
