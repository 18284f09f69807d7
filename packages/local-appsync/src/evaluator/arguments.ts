import { Fault } from './invocation';

/** Returns a string argument of a function that handlers call. Throws a `Fault` otherwise. */
export function text(value: unknown, name: string): string {
  if (typeof value === 'string') return value;
  throw new Fault(`${name} must be a string`);
}

/**
 * Returns a number argument, which is finite because it arrives as JSON. Throws a `Fault`
 * otherwise.
 */
export function number(value: unknown, name: string): number {
  if (typeof value === 'number') return value;
  throw new Fault(`${name} must be a number`);
}

/** Whether a value is an object, and neither null nor an array. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Returns an object argument of a function that handlers call. Throws a `Fault` otherwise. */
export function object(value: unknown, name: string): Record<string, unknown> {
  if (isObject(value)) return value;
  throw new Fault(`${name} must be an object`);
}

/** Returns a list argument of a function that handlers call. Throws a `Fault` otherwise. */
export function list(value: unknown, name: string): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw new Fault(`${name} must be a list`);
}
