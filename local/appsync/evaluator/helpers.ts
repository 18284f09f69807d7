/**
 * What compiled code is given, in this order: the modules that it imports, and functions in place of
 * what AppSync does otherwise than this engine. `realmSetup.js` has them.
 */
const helpers = [
  /** Modules by the name that they are imported by. */
  'modules',
  /** What for-of visits. */
  'loop',
  /** What for-in visits. */
  'keys',
  /** `console`, with the position of the call. */
  'log',
  /** Looks at the clock. */
  'tick',
  /** `??` */
  'coalesce',
  /** `===` */
  'same',
  /** `typeof` */
  'typeOf',
  /** The one value for null and undefined. */
  'settled',
  /** A parameter that is taken apart. */
  'given',
] as const;

export type HelperNames = Readonly<Record<(typeof helpers)[number], string>>;

/** Names for them which the code does not use itself, in their order. */
export function helperNames(code: string): HelperNames {
  let prefix = '$appsync';
  while (code.includes(prefix)) prefix += '_';
  return Object.fromEntries(
    helpers.map((helper) => [helper, `${prefix}_${helper}`]),
  ) as unknown as HelperNames;
}
