import type { Node } from 'acorn';

/** A node of an ESTree. Members are narrowed where they are read. */
export type SyntaxNode = Node & Readonly<Record<string, unknown>>;

export function isNode(value: unknown): value is SyntaxNode {
  return (
    typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
  );
}

/** A node with its parent. */
export interface Place {
  readonly node: SyntaxNode;
  readonly parent: Place | null;
}

/** All nodes of a tree in source order, parents before children. */
export function placesOf(
  node: SyntaxNode,
  parent: Place | null = null,
  found: Place[] = [],
): readonly Place[] {
  const place = { node, parent };
  found.push(place);
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (isNode(child)) placesOf(child, place, found);
    }
  }
  return found;
}

/** The node under a key that always has one. Throws if there is none. */
export function childOf(node: SyntaxNode, key: string): SyntaxNode {
  const child = node[key];
  if (!isNode(child)) throw new TypeError(`${node.type} has no ${key}`);
  return child;
}

/** The nodes under a key that holds a list. */
export function listOf(node: SyntaxNode, key: string): SyntaxNode[] {
  const children = node[key];
  return Array.isArray(children) ? children.filter(isNode) : [];
}

export const isFunction = ({ type }: SyntaxNode): boolean =>
  type === 'FunctionDeclaration' ||
  type === 'FunctionExpression' ||
  type === 'ArrowFunctionExpression';

export const isName = (value: unknown): value is SyntaxNode =>
  isNode(value) && value.type === 'Identifier';

/** Name of an identifier. A quoted export name is a literal. */
export const nameOf = (node: SyntaxNode): string => String(node['name'] ?? node['value']);

/** Name of a member. Null if it is computed at runtime. */
export function memberName({ property, computed }: SyntaxNode): string | null {
  if (!isNode(property)) return null;
  const name = computed ? property['value'] : property['name'];
  return typeof name === 'string' ? name : null;
}
