import { moduleExports } from './modules';
import type { Edit } from './sourceText';
import { childOf, isName, isNode, listOf, nameOf, type SyntaxNode } from './syntax';

/** Refuses the code because of what stands at a node, under a code of the TypeScript compiler if it has one. */
export type Fail = (node: SyntaxNode, reason: string, rule?: string) => never;

/** Turns an import into constants that are read of the modules which the code is given. */
export function importEdit(node: SyntaxNode, code: string, modules: string, fail: Fail): Edit {
  const from = childOf(node, 'source');
  const source = String(from['value']);
  const known = moduleExports(source);
  const specifiers = listOf(node, 'specifiers');
  if (!known) {
    return specifiers.length === 0
      ? // The type check does not look for a module of which nothing is imported.
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
  // Every line stays where it was.
  const lines = code.slice(node.start, node.end).replace(/[^\n]/g, '');
  return { start: node.start, end: node.end, text: namespace + named + lines };
}

/**
 * Takes an export away from what is declared.
 *
 * @param exported gets the names that the module exports, with those they have inside
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
