import { AST_NODE_TYPES, ESLintUtils, type TSESTree } from '@typescript-eslint/utils';

/**
 * The parts of JavaScript's standard library that AppSync's runtime has.
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/supported-features.html
 */
const documented = {
  globals: ['NaN', 'Infinity', 'undefined', 'util', 'extensions', 'runtime', 'console'],
  statics: {
    Object: ['assign', 'entries', 'hasOwn', 'keys', 'values'],
    Number: ['isFinite', 'isNaN'],
    Math: ['random', 'min', 'max', 'round', 'floor', 'ceil'],
    JSON: ['stringify', 'parse'],
    console: ['log', 'error'],
  } as Record<string, string[]>,
  methods: [
    ...['charAt', 'concat', 'endsWith', 'indexOf', 'lastIndexOf', 'raw', 'replace', 'replaceAll'],
    ...['slice', 'split', 'startsWith', 'toLowerCase', 'toUpperCase', 'trim', 'trimStart'],
    ...['trimEnd', 'fill', 'flat', 'join', 'pop', 'push', 'reverse', 'shift', 'sort', 'splice'],
    ...['unshift', 'forEach', 'map', 'flatMap', 'filter', 'reduce', 'reduceRight', 'find', 'some'],
    ...['every', 'findIndex', 'findLast', 'findLastIndex', 'length'],
  ],
};

/** Built-ins of JavaScript that AppSync does not document. Assumed to be absent. */
const undocumentedMethods = new Set(
  [Object, String, Array, Number, Boolean]
    .flatMap(({ prototype }) => Object.getOwnPropertyNames(prototype))
    .filter((name) => !documented.methods.includes(name)),
);
const undocumentedGlobals = new Set(
  Object.getOwnPropertyNames(globalThis).filter(
    (name) => !documented.globals.includes(name) && !(name in documented.statics),
  ),
);

/** Refuses `throw`, and every built-in that AppSync's documentation does not list. */
export const appsyncBuiltins = ESLintUtils.RuleCreator.withoutDocs({
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      builtin: "AppSync's runtime has no `{{name}}`.",
      throw: "AppSync's runtime has no `throw`: end the handler with `fail`.",
    },
  },
  defaultOptions: [],
  create(context) {
    const report = (node: TSESTree.MemberExpression, name: string) =>
      context.report({ node, messageId: 'builtin', data: { name } });
    return {
      ThrowStatement: (node) => context.report({ node, messageId: 'throw' }),
      MemberExpression(node) {
        const called =
          node.parent.type === AST_NODE_TYPES.CallExpression && node.parent.callee === node;
        if (!called || node.property.type !== AST_NODE_TYPES.Identifier) return;
        const { name } = node.property;
        const owner = node.object.type === AST_NODE_TYPES.Identifier ? node.object.name : '';
        const statics = documented.statics[owner];
        if (statics && !statics.includes(name)) report(node, `${owner}.${name}`);
        else if (!statics && undocumentedMethods.has(name)) report(node, name);
      },
      'Program:exit'() {
        const scope = context.sourceCode.scopeManager?.globalScope;
        // Names that the file does not define: JavaScript's globals, and undefined names.
        const known = scope?.variables.filter(({ defs }) => defs.length === 0) ?? [];
        const references = [...known.flatMap((each) => each.references), ...(scope?.through ?? [])];
        for (const { identifier, isTypeReference } of references) {
          const name = String(identifier.name);
          if (undocumentedGlobals.has(name) && !isTypeReference) {
            context.report({ node: identifier, messageId: 'builtin', data: { name } });
          }
        }
      },
    };
  },
});
