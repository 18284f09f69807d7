import { moduleExports } from './modules';
import type { Edit } from './sourceText';
import { childOf, isName, isNode, listOf, nameOf, type SyntaxNode } from './syntax';

/** Rejects the code because of a node, with an error code of TypeScript if there is one. */
export type Fail = (node: SyntaxNode, reason: string, rule?: string) => never;

/** Replaces an import with constants that read from the argument `modules`. */
export function importEdit(node: SyntaxNode, code: string, modules: string, fail: Fail): Edit {
  const from = childOf(node, 'source');
  const source = String(from['value']);
  const known = moduleExports(source);
  const specifiers = listOf(node, 'specifiers');
  if (!known) {
    return specifiers.length === 0
      ? // The type check does not resolve an import without specifiers.
        fail(from, `cannot import '${source}'`)
      : fail(
          from,
          `Cannot find module '${source}' or its corresponding type declarations.`,
          'TS2307',
        );
  }
  const bindings: string[] = [];
  let namespace = '';
  for (const specifier of specifiers) {
    const local = nameOf(childOf(specifier, 'local'));
    if (specifier.type === 'ImportNamespaceSpecifier') {
      namespace = `const ${local}=${modules}["${source}"];`;
      continue;
    }
    const imported =
      specifier.type === 'ImportDefaultSpecifier'
        ? 'default'
        : nameOf(childOf(specifier, 'imported'));
    if (known !== 'any' && !known.includes(imported)) {
      if (imported === 'default') fail(specifier, `'${source}' has no export 'default'`);
      fail(specifier, `Module '"${source}"' has no exported member '${imported}'.`, 'TS2305');
    }
    bindings.push(`${imported}:${local}`);
  }
  const named = bindings.length ? `const {${bindings.join()}}=${modules}["${source}"];` : '';
  // Keeps the line numbers of all other code.
  const lines = code.slice(node.start, node.end).replace(/[^\n]/g, '');
  return { start: node.start, end: node.end, text: namespace + named + lines };
}

/**
 * Removes an export, and keeps its declaration.
 *
 * @param exported receives the local name of each exported name
 */
export function exportEdits(
  node: SyntaxNode,
  exported: Map<string, string>,
  fail: Fail,
): readonly Edit[] {
  if (isNode(node['source'])) fail(node, 'exporting from another module is not supported');
  const declaration = node['declaration'];
  if (!isNode(declaration)) {
    for (const specifier of listOf(node, 'specifiers')) {
      const local = nameOf(childOf(specifier, 'local'));
      exported.set(nameOf(childOf(specifier, 'exported')), local);
    }
    return [{ start: node.start, end: node.end, text: '' }];
  }
  if (declaration.type === 'FunctionDeclaration') {
    const name = nameOf(childOf(declaration, 'id'));
    exported.set(name, name);
  } else {
    for (const declarator of listOf(declaration, 'declarations')) {
      const id = childOf(declarator, 'id');
      if (isName(id)) exported.set(nameOf(id), nameOf(id));
    }
  }
  return [{ start: node.start, end: declaration.start, text: '' }];
}
