import type { Variable } from 'eslint-scope';
import { builtIns } from './globals';
import { moduleSurface } from './modules';
import type { Names } from './names';
import { isFunction, isName, isNode, listOf, memberName, nameOf, type SyntaxNode } from './syntax';
import { globalSurface, type Surface } from './util';

/**
 * An object with known members: `util` or a namespace in it, a module, or a built-in object of
 * JavaScript.
 */
export interface Namespace {
  readonly path: string;
  readonly surface: Surface;
  readonly isBuiltIn: boolean;
}

/** Resolves expressions to definitions, as far as static analysis can. */
export interface Meanings {
  /** The function that an expression defines, or that a name is declared as. */
  functionOf(value: unknown): SyntaxNode | null;
  namespaceOf(value: unknown): Namespace | null;
  /** Whether a value is the `ctx` parameter of a handler. */
  isContext(value: unknown): boolean;
}

export function meaningsOf({ variableOf }: Names): Meanings {
  const definitionOf = (identifier: SyntaxNode) => {
    const [definition] = variableOf(identifier)?.defs ?? [];
    return definition;
  };

  function namespaceOf(value: unknown): Namespace | null {
    if (isName(value)) {
      const variable = variableOf(value);
      return variable ? importedNamespace(variable) : (globals.get(nameOf(value)) ?? null);
    }
    if (!isNode(value) || value.type !== 'MemberExpression') return null;
    const owner = namespaceOf(value['object']);
    return owner && memberOf(owner, memberName(value) ?? '');
  }

  return {
    namespaceOf,
    functionOf(value) {
      if (!isNode(value)) return null;
      if (!isName(value)) return isFunction(value) ? value : null;
      const definition = definitionOf(value);
      const node = definition?.node as unknown;
      if (!isNode(node)) return null;
      if (definition?.type === 'FunctionName') return node;
      const { id, init } = node;
      return node.type === 'VariableDeclarator' && isName(id) && isNode(init) && isFunction(init)
        ? init
        : null;
    },
    isContext(value) {
      const definition = isName(value) ? definitionOf(value) : undefined;
      const handler = definition?.node as unknown;
      return (
        definition?.type === 'Parameter' &&
        isNode(handler) &&
        handler.type === 'FunctionDeclaration' &&
        isName(handler['id']) &&
        ['request', 'response'].includes(nameOf(handler['id'])) &&
        listOf(handler, 'params')[0] === (definition.name as unknown)
      );
    },
  };
}

const globals: ReadonlyMap<string, Namespace> = new Map(
  [
    ...Object.entries(globalSurface).map(([path, surface]) => ({
      path,
      surface,
      isBuiltIn: false,
    })),
    ...Object.entries(builtIns).map(([path, members]) => ({
      path,
      surface: functionsNamed(members),
      isBuiltIn: true,
    })),
  ].flatMap(({ path, surface, isBuiltIn }) =>
    typeof surface === 'object' ? [[path, { path, surface, isBuiltIn }] as const] : [],
  ),
);

function functionsNamed(names: readonly string[]): Surface {
  return Object.fromEntries(names.map((name) => [name, 'function'] as const));
}

function memberOf({ path, surface, isBuiltIn }: Namespace, name: string): Namespace | null {
  const member = Object.hasOwn(surface, name) ? surface[name] : undefined;
  return typeof member === 'object'
    ? { path: `${path}.${name}`, surface: member, isBuiltIn }
    : null;
}

/** The module of a namespace import, or the member of a named import, under its local name. */
function importedNamespace({ defs: [definition], name: path }: Variable): Namespace | null {
  if (definition?.type !== 'ImportBinding') return null;
  const specifier = definition.node as unknown as SyntaxNode;
  const { source } = definition.parent as unknown as { source: SyntaxNode };
  const from = String(source['value']);
  const module = Object.hasOwn(moduleSurface, from) ? moduleSurface[from] : undefined;
  const tree = module?.members ? globalSurface : module?.tree;
  if (typeof tree !== 'object') return null;
  const whole = { path, surface: tree, isBuiltIn: false };
  if (specifier.type === 'ImportNamespaceSpecifier') return whole;
  const imported = specifier['imported'];
  const member = isNode(imported) ? memberOf(whole, nameOf(imported)) : null;
  return member && { ...member, path };
}
