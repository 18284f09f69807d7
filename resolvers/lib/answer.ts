import type { ResolvedField } from '../manifest';

/**
 * The return type of a resolver for a field of the schema, as in `Answer<Query['exercises']>`:
 * every field of every object in it, including nullable ones, except fields that have their own
 * resolver in the manifest. A new field without a resolver does not compile wherever its type is
 * returned.
 */
export type Answer<Value> = Value extends readonly (infer Item)[]
  ? Answer<Item>[]
  : Value extends object
    ? { [Field in OwnField<Value>]: Answer<Exclude<Value[Field], undefined>> }
    : Value;

type OwnField<Type> = {
  [Field in keyof Type & string]: Field extends '__typename'
    ? never
    : `${NameOf<Type>}.${Field}` extends ResolvedField
      ? never
      : Field;
}[keyof Type & string];

/** The schema name of a type of `schema.types.ts`. */
type NameOf<Type> = Type extends { __typename?: infer Name extends string } ? Name : never;
