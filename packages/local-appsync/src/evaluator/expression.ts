import { isObject } from './arguments';
import { toDynamoDB, type TypedValue } from './util/dynamodb';

/** A DynamoDB expression with its placeholders, in the format of AppSync's requests. */
export interface Expression {
  readonly expression: string;
  readonly expressionNames: Record<string, string>;
  readonly expressionValues: Record<string, TypedValue>;
}

const comparisons: Readonly<Record<string, string>> = {
  eq: '=',
  ne: '<>',
  lt: '<',
  le: '<=',
  gt: '>',
  ge: '>=',
};

const predicates: Readonly<Record<string, string>> = {
  contains: 'contains',
  notContains: 'NOT contains',
  beginsWith: 'begins_with',
};

const attributeTypes: Readonly<Record<string, string>> = {
  _null: 'NULL',
  string: 'S',
  stringSet: 'SS',
  number: 'N',
  numberSet: 'NS',
  binary: 'B',
  binarySet: 'BS',
  boolean: 'BOOL',
  list: 'L',
  map: 'M',
};

class Unwritable extends Error {}

/**
 * Converts a filter or condition object to an expression. Returns null if AppSync cannot convert it
 * (an unknown operator, an operand of the wrong type), because AppSync reports no error for it.
 *
 * Placeholders are named after the path through the groups, the attribute and the operator. All of
 * this is recorded in localstack/appsync-utils, transform.test.js.snap.
 */
export function filterExpression(filter: unknown): Expression | null {
  const writer = new Writer();
  try {
    const expression = writer.filter(filter, '');
    return { expression, expressionNames: writer.names, expressionValues: writer.values };
  } catch (error) {
    if (error instanceof Unwritable) return null;
    throw error;
  }
}

class Writer {
  readonly names: Record<string, string> = {};
  readonly values: Record<string, TypedValue> = {};

  filter(filter: unknown, path: string): string {
    return Object.entries(members(filter))
      .map(([key, value]) => {
        if (key === 'and' || key === 'or') return this.#group(key, value, `${path}${key}_`);
        if (key === 'not') return `(NOT ${this.filter(value, `${path}not_`)})`;
        this.names[`#${key}`] = key;
        return this.#operators(value, `#${key}`, `:${path}${key}`);
      })
      .join(' AND ');
  }

  #group(kind: 'and' | 'or', value: unknown, path: string): string {
    if (!Array.isArray(value)) throw new Unwritable();
    const parts = value.map((member, i) => this.filter(member, `${path}${i}_`));
    return wrapped(parts, kind === 'and' ? ' AND ' : ' OR ');
  }

  #operators(value: unknown, target: string, name: string): string {
    const parts = Object.entries(members(value)).map(([operator, operand]) =>
      this.#operator(operator, operand, target, `${name}_${operator}`),
    );
    return wrapped(parts, ' AND ');
  }

  #operator(operator: string, operand: unknown, target: string, name: string): string {
    if (Object.hasOwn(comparisons, operator)) {
      return `(${target} ${comparisons[operator]} ${this.#value(name, operand)})`;
    }
    if (Object.hasOwn(predicates, operator)) {
      return `(${predicates[operator]}(${target},${this.#value(name, operand)}))`;
    }
    switch (operator) {
      case 'between': {
        if (!Array.isArray(operand) || operand.length < 2) throw new Unwritable();
        const start = this.#value(`${name}_start`, operand[0]);
        return `(${target} BETWEEN ${start} AND ${this.#value(`${name}_end`, operand[1])})`;
      }
      case 'in': {
        if (!Array.isArray(operand)) throw new Unwritable();
        if (operand.length === 0) return '(null)';
        const list = operand.map((value, i) => this.#value(`${name}_${i}`, value));
        return `(${target} IN (${list.join(', ')}))`;
      }
      case 'attributeExists':
        if (typeof operand !== 'boolean') throw new Unwritable();
        return `(${operand ? 'attribute_exists' : 'attribute_not_exists'}(${target}))`;
      case 'attributeType': {
        const named = String(operand);
        if (!Object.hasOwn(attributeTypes, named)) throw new Unwritable();
        return `(attribute_type(${target},${this.#value(name, attributeTypes[named])}))`;
      }
      case 'size':
        return this.#operators(
          operand,
          target.startsWith('size(') ? target : `size(${target})`,
          name,
        );
      default:
        throw new Unwritable();
    }
  }

  #value(name: string, value: unknown): string {
    this.values[name] = toDynamoDB(value);
    return name;
  }
}

function members(value: unknown): Record<string, unknown> {
  if (!isObject(value)) throw new Unwritable();
  return value;
}

const wrapped = (parts: readonly string[], separator: string): string =>
  parts.length > 1 ? `(${parts.join(separator)})` : (parts[0] ?? '');
