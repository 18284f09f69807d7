import {
  AST_NODE_TYPES,
  ESLintUtils,
  type TSESLint,
  type TSESTree,
} from '@typescript-eslint/utils';
import { isEager, isFunction, leftOperands } from './eagerOperands';

/**
 * Refuses right operands of `??`, `||` and `&&` that need the value that the left operand tests:
 * AppSync may evaluate the `user.name` of `user && user.name` even if `user` is null. Member
 * access, arithmetic, ordering comparisons and spreading need a value. Equality, `?.` and passing a
 * value on do not.
 *
 * A test of one member counts as a test of the other members of the same object: in a union,
 * `found.kind === 'row'` implies that `found.row` exists. An operand that is nullable by its own
 * syntax, such as `(a ?? null).b` or `a!.b`, is refused even without a test.
 */
export const appsyncGuards = ESLintUtils.RuleCreator.withoutDocs({
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      tested: 'AppSync may evaluate this even if `{{name}}` is null: use `?.`, `? :` or `if`.',
      element: 'AppSync may evaluate this even if the element is missing: use `?.`, `? :` or `if`.',
      nullable: 'AppSync may evaluate this even if its operand is null: use `?.`, `? :` or `if`.',
    },
  },
  defaultOptions: [],
  create(context) {
    const { sourceCode } = context;

    /** @param used the part of `node` that must have a value */
    function check(node: TSESTree.Node, used: TSESTree.Node): void {
      const name = nameOf(used);
      const of = ownerOf(used);
      const lefts = leftOperands(node);
      if (lefts.some((left) => tests(left, name, sourceCode) || chooses(left, of, sourceCode))) {
        context.report({ node, messageId: 'tested', data: { name } });
      } else if (isNullable(used) && isEager(node)) {
        context.report({ node, messageId: 'nullable' });
      }
    }

    return {
      'MemberExpression[optional=false]'(node: TSESTree.MemberExpression) {
        const { object } = node;
        if (isElement(object) && isEager(node)) context.report({ node, messageId: 'element' });
        else check(node, object);
      },
      BinaryExpression(node) {
        if (isEquality(node)) return;
        check(node, node.left);
        check(node, node.right);
      },
      SpreadElement: (node) => check(node, node.argument),
    };
  },
});

/** Whether the result of an operand depends on whether a name has a value. */
function tests(node: TSESTree.Node, name: string, source: Readonly<TSESLint.SourceCode>): boolean {
  if (isFunction(node)) return false;
  if (nameOf(node) === name) return true;
  const stands = valueOf(node, source);
  if (stands) return tests(stands, name, source);
  return childrenOf(node, source).some(
    (child) => !needsOrNames(node, child) && tests(child, name, source),
  );
}

/** Whether the result of an operand depends on which member of a union an object is. */
function chooses(
  node: TSESTree.Node,
  object: string | null,
  source: Readonly<TSESLint.SourceCode>,
): boolean {
  if (object === null || isFunction(node)) return false;
  if (ownerOf(node) === object) return true;
  const stands = valueOf(node, source);
  if (stands) return chooses(stands, object, source);
  return childrenOf(node, source).some(
    (child) => !needsOrNames(node, child) && chooses(child, object, source),
  );
}

const childrenOf = (
  node: TSESTree.Node,
  { visitorKeys }: Readonly<TSESLint.SourceCode>,
): TSESTree.Node[] =>
  (visitorKeys[node.type] ?? [])
    .flatMap((key) => node[key as never] as TSESTree.Node | TSESTree.Node[] | null | undefined)
    .filter((child) => child !== null && child !== undefined);

/** The initializer of a constant: `const isRow = found.kind === 'row'`. Null for other nodes. */
function valueOf(
  node: TSESTree.Node,
  source: Readonly<TSESLint.SourceCode>,
): TSESTree.Expression | null {
  if (node.type !== AST_NODE_TYPES.Identifier) return null;
  const reference = source.getScope(node).references.find(({ identifier }) => identifier === node);
  const declared = reference?.resolved?.defs[0]?.node;
  return declared?.type === AST_NODE_TYPES.VariableDeclarator &&
    declared.parent.kind === 'const' &&
    declared.id.type === AST_NODE_TYPES.Identifier &&
    // A constant that is declared later, or being declared, has no value yet.
    declared.range[1] <= node.range[0]
    ? declared.init
    : null;
}

/**
 * Whether a child must have a value, and so tests nothing, or is a name instead of an expression.
 */
function needsOrNames(node: TSESTree.Node, child: TSESTree.Node): boolean {
  if (node.type === AST_NODE_TYPES.MemberExpression) {
    return child === node.object ? !node.optional : !node.computed;
  }
  if (node.type === AST_NODE_TYPES.Property) return child === node.key && !node.computed;
  if (node.type === AST_NODE_TYPES.BinaryExpression) return !isEquality(node);
  return node.type === AST_NODE_TYPES.SpreadElement;
}

/**
 * The name of a reference, regardless of TypeScript's assertions: `ctx.source!` is `ctx.source`.
 */
function nameOf(node: TSESTree.Node): string {
  if (node.type === AST_NODE_TYPES.Identifier) return node.name;
  if (node.type === AST_NODE_TYPES.Literal) return node.raw;
  if (node.type === AST_NODE_TYPES.MemberExpression) {
    const key = nameOf(node.property);
    return nameOf(node.object) + (node.computed ? `[${key}]` : `.${key}`);
  }
  return transparent.has(node.type)
    ? nameOf((node as TSESTree.TSNonNullExpression).expression)
    : `an expression at ${node.range[0]}`;
}

/**
 * The name of the object in a member access. Null for the context and its parts, which are not
 * unions.
 */
function ownerOf(node: TSESTree.Node): string | null {
  if (transparent.has(node.type)) {
    return ownerOf((node as TSESTree.TSNonNullExpression).expression);
  }
  if (node.type !== AST_NODE_TYPES.MemberExpression) return null;
  const name = nameOf(node.object);
  return /^ctx(\.\w+)?$/.test(name) ? null : name;
}

/** Whether an expression is nullable by its own syntax. */
function isNullable(node: TSESTree.Node): boolean {
  if (node.type === AST_NODE_TYPES.TSNonNullExpression) return true;
  if (node.type === AST_NODE_TYPES.ChainExpression) return true;
  if (node.type === AST_NODE_TYPES.TSAsExpression) return isNullable(node.expression);
  if (node.type === AST_NODE_TYPES.TSSatisfiesExpression) return isNullable(node.expression);
  if (node.type === AST_NODE_TYPES.Literal) return node.raw === 'null';
  if (node.type === AST_NODE_TYPES.Identifier) return node.name === 'undefined';
  if (node.type === AST_NODE_TYPES.ConditionalExpression) {
    return isNullable(node.consequent) || isNullable(node.alternate);
  }
  return (
    node.type === AST_NODE_TYPES.LogicalExpression &&
    (node.operator === '&&' || isNullable(node.right))
  );
}

/** Nodes that do not change the value of their expression. */
const transparent = new Set([
  AST_NODE_TYPES.ChainExpression,
  AST_NODE_TYPES.TSNonNullExpression,
  AST_NODE_TYPES.TSAsExpression,
  AST_NODE_TYPES.TSSatisfiesExpression,
]);

/** Whether a node is `list[0]` or `list[0]!`. */
const isElement = (node: TSESTree.Node): boolean =>
  node.type === AST_NODE_TYPES.TSNonNullExpression
    ? isElement(node.expression)
    : node.type === AST_NODE_TYPES.MemberExpression && node.computed;

const isEquality = ({ operator }: TSESTree.BinaryExpression): boolean => /^[!=]==?$/.test(operator);
