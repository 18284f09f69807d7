import type { ResolvedField } from '../manifest';

/**
 * What a resolver answers for a field of the schema, as in `Answer<Query['exercises']>`: every field of
 * every object in it, nullable ones too, except those that have a resolver of their own in the manifest.
 * A new field without one does not compile where its type is answered.
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

/** Of a type that `schema.types.ts` has for one of the schema. */
type NameOf<Type> = Type extends { __typename?: infer Name extends string } ? Name : never;
