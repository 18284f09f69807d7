import { standingFor, type HelperNames } from './helpers';
import type { Edit } from './sourceText';
import { childOf, isName, isNode, listOf, nameOf, type SyntaxNode } from './syntax';

/**
 * Makes operators behave as in AppSync, where null and undefined are the same value
 * (aws/aws-appsync-community#305), `??` evaluates both sides (aws/aws-appsync-community#403,
 * aws-amplify/amplify-category-api#3170), and a function has no type
 * (aws/aws-appsync-community#295).
 */
export function operatorEdits(
  node: SyntaxNode,
  code: string,
  { coalesce, same, different, typeOf, settled }: HelperNames,
): readonly Edit[] {
  switch (node.type) {
    case 'LogicalExpression':
      return node['operator'] === '??' ? binaryCall(node, code, coalesce) : [];
    case 'BinaryExpression': {
      const operator = String(node['operator']);
      if (operator !== '===' && operator !== '!==') return [];
      const operands = [childOf(node, 'left'), childOf(node, 'right')];
      // Equal only to itself, in AppSync and in JavaScript.
      if (operands.some(isPlain)) return [];
      // `==` with null or undefined is true for null and undefined only.
      if (operands.some(isNothing)) {
        return [{ ...operatorOf(node, code), text: operator.slice(0, 2) }];
      }
      return binaryCall(node, code, operator === '===' ? same : different);
    }
    case 'UnaryExpression': {
      if (node['operator'] !== 'typeof') return [];
      const { start, end } = node;
      return [
        { start, end: start + 'typeof'.length, text: `${standingFor(typeOf, node)}(` },
        { start: end, end, text: ')' },
      ];
    }
    case 'SwitchStatement': {
      const tests = listOf(node, 'cases').map(({ test }) => test);
      const compared = tests.filter(isNode).filter((test) => !isPlain(test));
      return [childOf(node, 'discriminant'), ...compared].flatMap((each) => wrap(each, settled));
    }
    default:
      return [];
  }
}

/** Wraps an expression in a function call. */
export function wrap({ type, start, end }: SyntaxNode, name: string): readonly Edit[] {
  // The commas of a sequence must not separate arguments.
  const [open, close] = type === 'SequenceExpression' ? ['((', '))'] : ['(', ')'];
  return [
    { start, end: start, text: `${name}${open}` },
    { start: end, end, text: close },
  ];
}

/** Replaces an operator with a function call on both operands. */
function binaryCall(node: SyntaxNode, code: string, name: string): readonly Edit[] {
  return [...wrap(node, standingFor(name, node)), { ...operatorOf(node, code), text: ',' }];
}

/** Text between the left operand and the operator: white space, comments and parentheses. */
const BEFORE_OPERATOR = /(?:[\s)]|\/\/[^\n\r\u2028\u2029]*|\/\*[\s\S]*?\*\/)*/y;

function operatorOf(node: SyntaxNode, code: string): { start: number; end: number } {
  BEFORE_OPERATOR.lastIndex = childOf(node, 'left').end;
  BEFORE_OPERATOR.exec(code);
  const start = BEFORE_OPERATOR.lastIndex;
  return { start, end: start + String(node['operator']).length };
}

/** A literal other than null, or a template literal. */
const isPlain = ({ type, value }: SyntaxNode): boolean =>
  type === 'TemplateLiteral' || (type === 'Literal' && value !== null);

const isNothing = (node: SyntaxNode): boolean =>
  (node.type === 'Literal' && node['value'] === null) ||
  (isName(node) && nameOf(node) === 'undefined') ||
  (node.type === 'UnaryExpression' && node['operator'] === 'void');
