import { readFileSync } from 'node:fs';
import type { Model, Models, Operation, Shape } from './model';

/** Committed, so that tests need no botocore. Written by `extract.ts`. */
export const models = JSON.parse(
  readFileSync(new URL('models.json', import.meta.url), 'utf8'),
) as Models;

/** A call of AWS, in the terms of the service. */
export interface Call {
  readonly operation: Operation;
  readonly input: Readonly<Record<string, unknown>>;
}

/** Everything in a call that AWS would reject: one line per fault, with its location. */
export function faultsOf({ operation, input }: Call): string[] {
  const [service, name] = operation.split('.') as [string, string];
  const model = models.services[service]!;
  return check(model, model.operations[name]!.input, input, operation);
}

/** The errors that AWS can return for a call. */
export function errorsOf({ operation }: Call): readonly string[] {
  const [service, name] = operation.split('.') as [string, string];
  return models.services[service]!.operations[name]!.errors;
}

function check(model: Model, name: string, value: unknown, at: string): string[] {
  const shape = model.shapes[name]!;
  switch (shape.type) {
    case 'structure':
      return checkStructure(model, shape, value, at);
    case 'list':
      if (!Array.isArray(value)) return [`${at} is no list.`];
      return [
        ...checkSize(shape, value.length, 'entries', at),
        ...value.flatMap((each, index) =>
          check(model, shape.member!.shape, each, `${at}[${index}]`),
        ),
      ];
    case 'map':
      if (!isRecord(value)) return [`${at} is no map.`];
      return [
        ...checkSize(shape, Object.keys(value).length, 'entries', at),
        ...Object.entries(value).flatMap(([key, each]) => [
          ...check(model, shape.key!.shape, key, `${at} key ${key}`),
          ...check(model, shape.value!.shape, each, `${at}.${key}`),
        ]),
      ];
    case 'string':
      return checkText(shape, value, at);
    case 'blob':
      if (typeof value !== 'string') return [`${at} is no text.`];
      return checkSize(shape, Buffer.byteLength(value), 'bytes', at);
    case 'boolean':
      return typeof value === 'boolean' ? [] : [`${at} is no boolean.`];
    case 'integer':
    case 'long':
      return Number.isInteger(value)
        ? checkNumber(shape, value, at)
        : [`${at} is no whole number.`];
    case 'double':
    case 'float':
    case 'timestamp':
      return typeof value === 'number' ? checkNumber(shape, value, at) : [`${at} is no number.`];
    default:
      throw new Error(`${at}: values of type ${shape.type} are not checked yet.`);
  }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function checkStructure(
  model: Model,
  { members = {}, required = [] }: Shape,
  value: unknown,
  at: string,
): string[] {
  if (!isRecord(value)) return [`${at} is no structure.`];
  const given = Object.entries(value).filter(([, each]) => each != null);
  const missing = required.filter((name) => value[name] == null);
  return [
    ...missing.map((name) => `${at} has no ${name}.`),
    ...given.flatMap(([name, each]) => {
      const member = members[name];
      return member
        ? check(model, member.shape, each, `${at} ${name}`)
        : [`${at} knows no ${name}.`];
    }),
  ];
}

/**
 * A pattern in JavaScript's syntax, which has no escaped space or underscore and no `(?i)`. Without
 * the flag, a pattern refuses the words that it names in one spelling only.
 */
const expressionOf = (pattern: string): RegExp =>
  new RegExp(`^(?:${pattern.replaceAll(/\(\?i\)|\\(?=[ _])/g, '')})$`, 'su');

function checkText(shape: Shape, value: unknown, at: string): string[] {
  if (typeof value !== 'string') return [`${at} is no text.`];
  const { enum: values, pattern } = shape;
  return [
    ...checkSize(shape, value.length, 'characters', at),
    ...(values && !values.includes(value) ? [`${at} is none of ${values.join(', ')}.`] : []),
    // Matches the whole text, although few patterns are anchored: AWS does not document its rule.
    ...(pattern !== undefined && !expressionOf(pattern).test(value)
      ? [`${at} does not match ${pattern}.`]
      : []),
  ];
}

const checkNumber = (shape: Shape, value: unknown, at: string): string[] =>
  checkSize(shape, value as number, '', at);

function checkSize({ min, max }: Shape, size: number, unit: string, at: string): string[] {
  const measured = [size, unit].filter((each) => each !== '').join(' ');
  return [
    ...(min !== undefined && size < min ? [`${at}: ${measured}, at least ${min}.`] : []),
    ...(max !== undefined && size > max ? [`${at}: ${measured}, at most ${max}.`] : []),
  ];
}
