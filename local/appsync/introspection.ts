import { Kind, visit, type DocumentNode } from 'graphql';
import { locationsOf, type ServiceErrorEntry } from './errors';

/**
 * What an API with introspection switched off answers: to it, the schema has no such fields. The
 * words are those for any other undefined field. (Unconfirmed.)
 *
 * @see https://docs.aws.amazon.com/appsync/latest/APIReference/API_GraphqlApi.html
 */
export function introspectionEntries(document: DocumentNode): ServiceErrorEntry[] {
  const entries: ServiceErrorEntry[] = [];
  visit(document, {
    [Kind.FIELD](node) {
      const { value: name } = node.name;
      if (name !== '__schema' && name !== '__type') return;
      entries.push({
        path: null,
        locations: locationsOf([node]),
        message: `Validation error of type FieldUndefined: Field '${name}' in type 'Query' is undefined @ '${name}'`,
      });
    },
  });
  return entries;
}
