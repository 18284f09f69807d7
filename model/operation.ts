/**
 * The text of a GraphQL operation. The types of its data and variables exist only at compile time.
 */
export type Operation<Data, Variables> = string & {
  readonly __types: (variables: Variables) => Data;
};

export type DataOf<Some> = Some extends Operation<infer Data, infer _> ? Data : never;
export type VariablesOf<Some> =
  Some extends Operation<infer _, infer Variables> ? Variables : never;

/** Types an operation by its text, with the types that `pnpm codegen` generates for each text. */
export type AsOperation<
  Operations extends Record<keyof Operations, { data: unknown; variables: unknown }>,
> = <Text extends keyof Operations>(
  text: Text,
) => Operation<Operations[Text]['data'], Operations[Text]['variables']>;
