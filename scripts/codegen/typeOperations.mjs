import { plugin as operationTypes } from '@graphql-codegen/typescript-operations';

const NAMESPACE = 'Schema';

const TAIL = `
/** The text of an operation. What it answers and takes is for the compiler alone. */
export type Operation<Data, Variables> = string & {
  readonly __types: (variables: Variables) => Data;
};

export type DataOf<Some> = Some extends Operation<infer Data, infer _> ? Data : never;
export type VariablesOf<Some> = Some extends Operation<infer _, infer Variables> ? Variables : never;

/** Types an operation by its text. The compiler knows a new text after \`pnpm codegen\`. */
export type AsOperation = <Text extends keyof Operations>(
  text: Text,
) => Operation<Operations[Text]['data'], Operations[Text]['variables']>;
`;

/**
 * A plugin of graphql-codegen that types operations by their texts. What is sent stays where it is
 * written, and nothing is generated that runs.
 *
 * @param config that of typescript-operations, and `schemaTypes`, the module that the typescript plugin
 *   wrote
 */
export async function plugin(schema, documents, { schemaTypes, ...config }) {
  const sorted = documents
    .flatMap(({ document }) => document.definitions)
    .map((definition) => ({ definition, text: definition.loc.source.body }))
    .sort((one, other) => (one.text < other.text ? -1 : 1));
  const document = { kind: 'Document', definitions: sorted.map(({ definition }) => definition) };
  const types = await operationTypes(schema, [{ document }], {
    ...config,
    namespacedImportName: NAMESPACE,
    namingConvention: 'keep',
    omitOperationSuffix: true,
  });
  const entries = sorted.map(({ text, definition: { name } }) => {
    const types = `{ data: ${name.value}; variables: ${name.value}Variables }`;
    return `  ${JSON.stringify(text)}: ${types};\n`;
  });
  return {
    prepend: [`import type * as ${NAMESPACE} from '${schemaTypes}';\n`],
    content: `${types.content}\n\nexport interface Operations {\n${entries.join('')}}\n${TAIL}`,
  };
}
