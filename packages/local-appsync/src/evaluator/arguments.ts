import { Fault } from './invocation';

/** A string argument of a function that handlers call. */
export function text(value: unknown, name: string): string {
  if (typeof value === 'string') return value;
  throw new Fault(`${name} must be a string`);
}

/** A finite number. */
export function number(value: unknown, name: string): number {
  if (typeof value === 'number') return value;
  throw new Fault(`${name} must be a number`);
}

/** An object that is no array. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An object argument of a function that handlers call. */
export function object(value: unknown, name: string): Record<string, unknown> {
  if (isObject(value)) return value;
  throw new Fault(`${name} must be an object`);
}

/** A list argument of a function that handlers call. */
export function list(value: unknown, name: string): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw new Fault(`${name} must be a list`);
}
