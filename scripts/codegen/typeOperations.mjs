import { plugin as operationTypes } from '@graphql-codegen/typescript-operations';

const NAMESPACE = 'Schema';

/**
 * A graphql-codegen plugin that types operations by their texts. The text that is sent stays in the
 * source, and no code that runs is generated.
 *
 * @param config configuration of typescript-operations, and `schemaTypes`, the module that the
 *   typescript plugin wrote
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
    content: `${types.content}\n\nexport interface Operations {\n${entries.join('')}}\n`,
  };
}
