import { globalSurface } from './util';

/**
 * JavaScript's built-in objects that AppSync supports, with their members.
 *
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/supported-features.html
 */
export const builtIns: Readonly<Record<string, readonly string[]>> = {
  Object: ['assign', 'entries', 'hasOwn', 'keys', 'values'],
  String: ['raw'],
  Number: ['isFinite', 'isNaN'],
  Math: ['random', 'min', 'max', 'round', 'floor', 'ceil'],
  JSON: ['stringify', 'parse'],
  console: ['log', 'error'],
};

/** All names that code may use without a declaration or an import. */
export const globalNames: ReadonlySet<string> = new Set([
  'NaN',
  'Infinity',
  'undefined',
  ...Object.keys(builtIns),
  ...Object.keys(globalSurface),
]);
