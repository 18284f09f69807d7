import { globalSurface } from './util';

/**
 * What AppSync has of the language's library: objects and their members.
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

/** Every name that code may use without declaring or importing it. */
export const globalNames: ReadonlySet<string> = new Set([
  'NaN',
  'Infinity',
  'undefined',
  ...Object.keys(builtIns),
  ...Object.keys(globalSurface),
]);
